import type { DocumentStore } from '../../model/document-store.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { StoredRuleState } from '../alert.ts';
import type { AlertStore } from '../alert-store.ts';
import type { RuleDay } from '../evaluate/evaluation.ts';
import { recordSuspectDay } from '../evaluate/suspect-days.ts';
import type { ClosedDayTrigger } from '../kinds/kind-definition.ts';
import { KINDS, subjectKindOf } from '../kinds/kinds.ts';
import type { AlertContext } from '../message/alert-context.ts';
import { type AlertRule, modelIdOf } from '../rule.ts';
import { isSilenced, NO_SILENCE, readSilence } from '../silence.ts';
import type { LastEvaluation } from './baseline.ts';
import { evaluateRule, type PastScores, type RuleFindings } from './evaluate-rule.ts';
import { type NewAlert, saveTransitions } from './save-transitions.ts';
import { transitionAlert } from './transition-alert.ts';

export interface EvaluationSources {
  readonly documents: DocumentStore;
  readonly alerts: AlertStore;
  readonly context: AlertContext;
  readonly past?: PastScores;
}

const KIND = 'setting';
const evaluatedId = (rule: AlertRule): string => `evaluated/${rule.id}`;

/** Writes the alerts of the transitions that fire, but for those that a silence swallows. */
async function newAlerts(
  { documents, context }: EvaluationSources,
  { compiled, transitions }: RuleFindings,
): Promise<readonly NewAlert[]> {
  // On most days nothing fires: then there is nothing to silence, and nothing to read.
  const fires = transitions.some((transition) => transition.fires);
  const silence = fires ? await readSilence(documents, compiled.ruleDay.rule.id) : NO_SILENCE;
  const found: NewAlert[] = [];
  for (const transition of transitions) {
    const isRaised = transition.fires && !isSilenced(silence, transition.hash, context.raisedAt);
    found.push({
      transition,
      ...(isRaised && { alert: await transitionAlert(compiled, transition, context) }),
    });
  }
  return found;
}

async function raiseRule(
  sources: EvaluationSources,
  ruleDay: RuleDay,
  trigger: ClosedDayTrigger,
): Promise<number> {
  const { documents, alerts: store, context, past } = sources;
  const { rule, scores } = ruleDay;
  const document = await documents.get<LastEvaluation>(KIND, evaluatedId(rule));
  const lastEvaluation = document?.body;
  if (lastEvaluation && lastEvaluation.day >= scores.asOf) return 0;
  const stored = await store.statesOf(rule.id);
  const states = new Map<IdHash, StoredRuleState>(stored.map((s) => [s.state.subject, s]));
  const firingState = (hash: IdHash) => states.get(hash)?.state;
  const findings = await evaluateRule(ruleDay, trigger, { lastEvaluation, firingState, past });
  const found = await newAlerts(sources, findings);
  const raised = await saveTransitions({ store, context, states }, findings.compiled, found);
  await documents.put(KIND, evaluatedId(rule), findings.lastEvaluation, document?.version ?? 0);
  return raised;
}

/**
 * Evaluates the rules that look at closed days, once a day and in order: a day that was evaluated
 * already alerts nobody, and a rule that cannot judge a broken day waits for a better one.
 *
 * @returns how many alerts went into outboxes
 */
export async function evaluateRules(
  sources: EvaluationSources,
  rules: readonly AlertRule[],
  scores: DayScores,
  { model }: ModelVersion,
): Promise<number> {
  if (!scores.complete) return 0;
  const suspect = await recordSuspectDay(sources.documents, scores);
  let raised = 0;
  for (const rule of rules) {
    const trigger = KINDS[rule.kind].closedDay;
    if (!trigger || !rule.enabled || modelIdOf(rule) !== scores.model) continue;
    const ruleDay = { rule, subjectKind: subjectKindOf(rule), scores, model, suspect };
    if (!trigger.waits(ruleDay)) raised += await raiseRule(sources, ruleDay, trigger);
  }
  return raised;
}
