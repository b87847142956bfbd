import { addDays, type Day } from '../model/day.ts';
import type { DocumentStore } from '../model/document-store.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import type { DayScores } from '../scores/day-scores.ts';
import type { Alert, StoredRuleState } from './alert.ts';
import type { AlertContext } from './alert-context.ts';
import type { AlertStore } from './alert-store.ts';
import { baselineOf, type Evaluated, looksFor } from './baseline.ts';
import { crossedAlert } from './crossed-alert.ts';
import { crossingsOn } from './crossings.ts';
import { keepCrossings, type NewAlert } from './keep-crossings.ts';
import { type AlertRule, type Scope, scopeOf } from './rule.ts';
import { isSilenced, NO_SILENCE, readSilence, type Silence } from './silence.ts';
import { type DayView, DEFAULT_INACTIVE_DAYS } from './standing.ts';
import { isHeld, noteSuspectDay } from './suspect-days.ts';
import { isCrossed, watchOn } from './watch.ts';

/**
 * The scores of an earlier closed day as they were reported then, with its users or its accounts at
 * least; undefined without any.
 */
export type PastScores = (model: string, day: Day, of: Scope) => Promise<DayScores | undefined>;

export interface CrossedSources {
  readonly documents: DocumentStore;
  readonly alerts: AlertStore;
  readonly context: AlertContext;
  /** @default no past: whoever was first seen after a rule's last look is new to it */
  readonly past?: PastScores;
}

const KIND = 'setting';
const evaluatedId = (rule: AlertRule): string => `evaluated/${rule.id}`;

/** The earlier day that a rule has to see: when those who fall silent today were there last. */
export function pastDayOf(rule: AlertRule, asOf: Day): Day | undefined {
  if (rule.minActiveDays === undefined) return undefined;
  return addDays(asOf, -(rule.days ?? DEFAULT_INACTIVE_DAYS));
}

async function viewFor(
  sources: CrossedSources,
  rule: AlertRule,
  day: Omit<DayView, 'past'>,
): Promise<DayView> {
  const earlier = pastDayOf(rule, day.scores.asOf);
  const past = earlier && (await sources.past?.(day.scores.model, earlier, scopeOf(rule)));
  return past ? { ...day, past } : day;
}

/** On most days nothing fires; then there is nothing to silence, and nothing to read. */
async function silenceFor(
  documents: DocumentStore,
  rule: AlertRule,
  crossings: readonly { readonly fires: boolean }[],
): Promise<Silence> {
  const fires = crossings.some((crossing) => crossing.fires);
  return fires ? readSilence(documents, rule.id) : NO_SILENCE;
}

async function evaluateRule(
  sources: CrossedSources,
  rule: AlertRule,
  day: Omit<DayView, 'past'>,
): Promise<number> {
  const { documents, alerts: store, context } = sources;
  const { scores } = day;
  const document = await documents.get<Evaluated>(KIND, evaluatedId(rule));
  const before = document?.body;
  if (before && before.day >= scores.asOf) return 0;
  const view = await viewFor(sources, rule, day);
  const watch = watchOn(rule, view);
  if (!watch) return 0;
  const stored = await store.statesOf(rule.id);
  const states = new Map<IdHash, StoredRuleState>(stored.map((s) => [s.state.subject, s]));
  const lookedLast = before && (await sources.past?.(scores.model, before.day, scopeOf(rule)));
  const remembered = {
    memory: (hash: IdHash) => states.get(hash)?.state,
    isBaseline: baselineOf(rule, scores, before, lookedLast),
  };
  const crossings = [...crossingsOn(watch, remembered, scores.asOf)];
  const silence = await silenceFor(documents, rule, crossings);
  const found: NewAlert[] = [];
  for (const crossing of crossings) {
    const isTold = crossing.fires && !isSilenced(silence, crossing.hash, context.raisedAt);
    const alert: Alert | undefined = isTold
      ? await crossedAlert(watch, view, crossing, context)
      : undefined;
    found.push({ crossing, ...(alert && { alert }) });
  }
  const raised = await keepCrossings({ store, context }, rule, scores.asOf, found, states);
  const { asOf, modelVersion } = scores;
  const evaluated: Evaluated = { day: asOf, modelVersion, looksFor: looksFor(rule) };
  await documents.put(KIND, evaluatedId(rule), evaluated, document?.version ?? 0);
  return raised;
}

/**
 * Evaluates the rules that look at closed days, once a day and in order: a day that was evaluated
 * already alerts nobody, and a rule that cannot judge a broken day waits for a better one. Answers
 * how many alerts went into outboxes.
 */
export async function raiseCrossed(
  sources: CrossedSources,
  rules: readonly AlertRule[],
  scores: DayScores,
  model: ModelVersion,
): Promise<number> {
  if (!scores.complete) return 0;
  const suspect = await noteSuspectDay(sources.documents, scores);
  let raised = 0;
  for (const rule of rules) {
    if (!rule.enabled || !isCrossed(rule.kind) || (rule.model ?? 'default') !== scores.model) {
      continue;
    }
    if (isHeld(rule, scores, suspect)) continue;
    raised += await evaluateRule(sources, rule, { scores, model: model.model, suspect });
  }
  return raised;
}
