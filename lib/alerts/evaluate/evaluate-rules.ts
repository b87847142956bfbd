import { addDays, type Day } from '../../model/day.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { Alert, StoredRuleState } from '../alert.ts';
import type { AlertStore } from '../alert-store.ts';
import type { AlertContext } from '../message/alert-context.ts';
import { type AlertRule, scopeOf } from '../rule.ts';
import { isSilenced, NO_SILENCE, readSilence, type Silence } from '../silence.ts';
import { baselineOf, type LastEvaluation, looksFor } from './baseline.ts';
import { compileRule, isDayTriggered } from './compile-rule.ts';
import { type DayView, DEFAULT_INACTIVE_DAYS } from './evaluation.ts';
import { type NewAlert, saveTransitions } from './save-transitions.ts';
import { isDeferred, recordSuspectDay } from './suspect-days.ts';
import { transitionAlert } from './transition-alert.ts';
import { transitionsOn } from './transitions-on.ts';

/**
 * The scores of an earlier closed day as they were reported then, with its users or its accounts at
 * least; undefined without any.
 */
export type PastScores = (
  model: string,
  day: Day,
  subjectKind: SubjectKind,
) => Promise<DayScores | undefined>;

export interface EvaluationSources {
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

async function viewWithPast(
  sources: EvaluationSources,
  rule: AlertRule,
  day: Omit<DayView, 'past'>,
): Promise<DayView> {
  const pastDay = pastDayOf(rule, day.scores.asOf);
  const past = pastDay && (await sources.past?.(day.scores.model, pastDay, scopeOf(rule)));
  return past ? { ...day, past } : day;
}

/** On most days nothing fires; then there is nothing to silence, and nothing to read. */
async function silenceFor(
  documents: DocumentStore,
  rule: AlertRule,
  transitions: readonly { readonly fires: boolean }[],
): Promise<Silence> {
  const fires = transitions.some((transition) => transition.fires);
  return fires ? readSilence(documents, rule.id) : NO_SILENCE;
}

async function evaluateRule(
  sources: EvaluationSources,
  rule: AlertRule,
  day: Omit<DayView, 'past'>,
): Promise<number> {
  const { documents, alerts: store, context } = sources;
  const { scores } = day;
  const document = await documents.get<LastEvaluation>(KIND, evaluatedId(rule));
  const lastEvaluation = document?.body;
  if (lastEvaluation && lastEvaluation.day >= scores.asOf) return 0;
  const view = await viewWithPast(sources, rule, day);
  const compiled = compileRule(rule, view);
  if (!compiled) return 0;
  const stored = await store.statesOf(rule.id);
  const states = new Map<IdHash, StoredRuleState>(stored.map((s) => [s.state.subject, s]));
  const lastEvaluatedScores =
    lastEvaluation && (await sources.past?.(scores.model, lastEvaluation.day, scopeOf(rule)));
  const history = {
    firingState: (hash: IdHash) => states.get(hash)?.state,
    isBaseline: baselineOf(rule, scores, lastEvaluation, lastEvaluatedScores),
  };
  const transitions = [...transitionsOn(compiled, history, scores.asOf)];
  const silence = await silenceFor(documents, rule, transitions);
  const newAlerts: NewAlert[] = [];
  for (const transition of transitions) {
    const isRaised = transition.fires && !isSilenced(silence, transition.hash, context.raisedAt);
    const alert: Alert | undefined = isRaised
      ? await transitionAlert(compiled, view, transition, context)
      : undefined;
    newAlerts.push({ transition, ...(alert && { alert }) });
  }
  const raised = await saveTransitions({ store, context }, rule, scores.asOf, newAlerts, states);
  const { asOf, modelVersion } = scores;
  const evaluated: LastEvaluation = { day: asOf, modelVersion, looksFor: looksFor(rule) };
  await documents.put(KIND, evaluatedId(rule), evaluated, document?.version ?? 0);
  return raised;
}

/**
 * Evaluates the rules that look at closed days, once a day and in order: a day that was evaluated
 * already alerts nobody, and a rule that cannot judge a broken day waits for a better one. Answers
 * how many alerts went into outboxes.
 */
export async function evaluateRules(
  sources: EvaluationSources,
  rules: readonly AlertRule[],
  scores: DayScores,
  model: ModelVersion,
): Promise<number> {
  if (!scores.complete) return 0;
  const suspect = await recordSuspectDay(sources.documents, scores);
  let raised = 0;
  for (const rule of rules) {
    if (!rule.enabled || !isDayTriggered(rule.kind) || (rule.model ?? 'default') !== scores.model) {
      continue;
    }
    if (isDeferred(rule, scores, suspect)) continue;
    raised += await evaluateRule(sources, rule, { scores, model: model.model, suspect });
  }
  return raised;
}
