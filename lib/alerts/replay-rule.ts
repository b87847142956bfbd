import type { Day } from '../model/day.ts';
import { dayNumber } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import type { DayScores } from '../scores/day-scores.ts';
import { type AlertContext, accountSubject, userName } from './alert-context.ts';
import { crossedWords } from './alert-words.ts';
import { baselineOf, type Evaluated, looksFor } from './baseline.ts';
import type { Memory } from './crossing.ts';
import { type Crossing, crossingsOn } from './crossings.ts';
import { type PastScores, pastDayOf } from './raise-crossed.ts';
import { type AlertRule, scopeOf } from './rule.ts';
import type { DayView } from './standing.ts';
import { isHeld, isSuspect } from './suspect-days.ts';
import { type Watch, watchOn } from './watch.ts';

/** One alert that a rule would have raised. */
export interface Fired {
  readonly day: Day;
  readonly subject: IdHash;
  readonly subjectId: string;
  readonly name: string;
  readonly title: string;
}

/** What a replay carries from day to day, in place of the store. */
export interface Replay {
  readonly states: Map<IdHash, Memory>;
  readonly suspect: number[];
  evaluated: Evaluated | undefined;
  readonly fired: Fired[];
}

export function startReplay(): Replay {
  return { states: new Map(), suspect: [], evaluated: undefined, fired: [] };
}

async function told(
  watch: Watch,
  view: DayView,
  { at, hash }: Crossing,
  context: AlertContext,
): Promise<Fired> {
  const day = view.scores.asOf;
  const name =
    watch.scope === 'user'
      ? await userName(context, hash)
      : accountSubject(context, hash, day, null).name;
  const { title } = crossedWords({ rule: watch.rule, view, at, name });
  return { day, subject: hash, subjectId: context.directory.get(hash)?.id ?? '', name, title };
}

/**
 * Lets a rule look at one more closed day, by the very state machine that runs every night. Days
 * come in order; nothing is stored and nobody is told.
 */
export async function replayDay(
  replay: Replay,
  rule: AlertRule,
  scores: DayScores,
  model: ModelVersion,
  sources: { readonly context: AlertContext; readonly past: PastScores },
): Promise<void> {
  if (isSuspect(scores)) replay.suspect.push(dayNumber(scores.asOf));
  if (isHeld(rule, scores, replay.suspect)) return;
  const earlier = pastDayOf(rule, scores.asOf);
  const past = earlier && (await sources.past(scores.model, earlier, scopeOf(rule)));
  const day = { scores, model: model.model, suspect: replay.suspect };
  const view: DayView = past ? { ...day, past } : day;
  const watch = watchOn(rule, view);
  if (!watch) return;
  const before = replay.evaluated;
  const lookedLast = before && (await sources.past(scores.model, before.day, scopeOf(rule)));
  const isBaseline = baselineOf(rule, scores, before, lookedLast);
  const memory = (hash: IdHash) => replay.states.get(hash);
  for (const crossing of crossingsOn(watch, { memory, isBaseline }, scores.asOf)) {
    replay.states.set(crossing.hash, crossing.memory);
    if (crossing.fires) replay.fired.push(await told(watch, view, crossing, sources.context));
  }
  const { asOf, modelVersion } = scores;
  replay.evaluated = { day: asOf, modelVersion, looksFor: looksFor(rule) };
}
