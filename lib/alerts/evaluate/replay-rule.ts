import type { Day } from '../../model/day.ts';
import { dayNumber } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { type AlertContext, accountSubject, userName } from '../message/alert-context.ts';
import { type AlertRule, scopeOf } from '../rule.ts';
import { baselineOf, type LastEvaluation, looksFor } from './baseline.ts';
import { type CompiledRule, compileRule } from './compile-rule.ts';
import { type PastScores, pastDayOf } from './evaluate-rules.ts';
import type { DayView } from './evaluation.ts';
import type { FiringState } from './next-state.ts';
import { isDeferred, isSuspect } from './suspect-days.ts';
import { transitionWords } from './transition-words.ts';
import { type Transition, transitionsOn } from './transitions-on.ts';

/** One alert that a rule would have raised. */
export interface FiredAlert {
  readonly day: Day;
  readonly subject: IdHash;
  readonly subjectId: string;
  readonly name: string;
  readonly title: string;
}

/** What a replay carries from day to day, in place of the store. */
export interface RuleReplay {
  readonly states: Map<IdHash, FiringState>;
  readonly suspect: number[];
  evaluated: LastEvaluation | undefined;
  readonly fired: FiredAlert[];
}

export function startReplay(): RuleReplay {
  return { states: new Map(), suspect: [], evaluated: undefined, fired: [] };
}

async function firedAlert(
  compiled: CompiledRule,
  view: DayView,
  { row, hash }: Transition,
  context: AlertContext,
): Promise<FiredAlert> {
  const day = view.scores.asOf;
  const name =
    compiled.scope === 'user'
      ? await userName(context, hash)
      : accountSubject(context, hash, day, null).name;
  const { title } = transitionWords({ rule: compiled.rule, view, row, name });
  return { day, subject: hash, subjectId: context.directory.get(hash)?.id ?? '', name, title };
}

/**
 * Lets a rule look at one more closed day, by the very state machine that runs every night. Days
 * come in order; nothing is stored and nobody is told.
 */
export async function replayDay(
  replay: RuleReplay,
  rule: AlertRule,
  scores: DayScores,
  model: ModelVersion,
  sources: { readonly context: AlertContext; readonly past: PastScores },
): Promise<void> {
  if (isSuspect(scores)) replay.suspect.push(dayNumber(scores.asOf));
  if (isDeferred(rule, scores, replay.suspect)) return;
  const pastDay = pastDayOf(rule, scores.asOf);
  const past = pastDay && (await sources.past(scores.model, pastDay, scopeOf(rule)));
  const day = { scores, model: model.model, suspect: replay.suspect };
  const view: DayView = past ? { ...day, past } : day;
  const compiled = compileRule(rule, view);
  if (!compiled) return;
  const lastEvaluation = replay.evaluated;
  const lastEvaluatedScores =
    lastEvaluation && (await sources.past(scores.model, lastEvaluation.day, scopeOf(rule)));
  const isBaseline = baselineOf(rule, scores, lastEvaluation, lastEvaluatedScores);
  const firingState = (hash: IdHash) => replay.states.get(hash);
  for (const transition of transitionsOn(compiled, { firingState, isBaseline }, scores.asOf)) {
    replay.states.set(transition.hash, transition.firingState);
    if (transition.fires)
      replay.fired.push(await firedAlert(compiled, view, transition, sources.context));
  }
  const { asOf, modelVersion } = scores;
  replay.evaluated = { day: asOf, modelVersion, looksFor: looksFor(rule) };
}
