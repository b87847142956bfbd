import type { Day } from '../model/day.ts';
import { dayNumber } from '../model/day.ts';
import type { DocumentStore } from '../model/document-store.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { ModelVersion } from '../model/scoring-model.ts';
import type { DayScores } from '../scores/day-scores.ts';
import { type AccountView, isCrossed, readAccount, viewAccount } from './account-reading.ts';
import type { Alert, StoredRuleState } from './alert.ts';
import { type AlertContext, accountAlert, accountName } from './alert-context.ts';
import type { AlertStore } from './alert-store.ts';
import { accountWords } from './alert-words.ts';
import { step } from './crossing.ts';
import type { AlertRule } from './rule.ts';

/** The last closed day a rule was evaluated for, and under which version of the model. */
interface Evaluated {
  readonly day: Day;
  readonly modelVersion: number;
}

export interface CrossedSources {
  readonly documents: DocumentStore;
  readonly alerts: AlertStore;
  readonly context: AlertContext;
}

const KIND = 'setting';
const evaluatedId = (rule: AlertRule): string => `evaluated/${rule.id}`;

/** A rule that never looked, or looked under another version, takes note before it speaks. */
function isBaseline(scores: DayScores, account: number, before: Evaluated | undefined): boolean {
  if (!before || before.modelVersion !== scores.modelVersion) return true;
  return (scores.accounts.first[account] ?? 0) > dayNumber(before.day);
}

/** The alert of a rule that fired for the account in view. */
function firedAlert(sources: CrossedSources, rule: AlertRule, view: AccountView): Alert {
  const { scores, at, row } = view;
  const name = accountName(sources.context, row.hash, scores.asOf);
  const words = accountWords(rule, view, name);
  const owner = scores.accounts.owner[at] ?? null;
  return accountAlert(rule, row.hash, scores.asOf, words, sources.context, owner);
}

async function evaluateAccount(
  sources: CrossedSources,
  rule: AlertRule,
  view: AccountView,
  before: Evaluated | undefined,
  stored: StoredRuleState | undefined,
): Promise<number> {
  const reading = readAccount(rule, view);
  if (!reading) return 0;
  const { scores, at, row } = view;
  const baseline = isBaseline(scores, at, before);
  const cooldown = rule.cooldownDays ?? 0;
  const outcome = step(stored?.state, { ...reading, baseline }, scores.asOf, cooldown);
  if (!outcome) return 0;
  const fired = outcome.fires ? [firedAlert(sources, rule, view)] : [];
  const outbox = [...(stored?.state.outbox ?? []), ...fired];
  const state = { rule: rule.id, subject: row.hash, ...outcome.memory, outbox };
  // Lost to another evaluator of the same day: it wrote the very same state.
  const won = await sources.alerts.putState(state, stored?.revision ?? 0);
  return won ? fired.length : 0;
}

async function evaluateRule(
  sources: CrossedSources,
  rule: AlertRule,
  scores: DayScores,
  model: ModelVersion,
): Promise<number> {
  const document = await sources.documents.get<Evaluated>(KIND, evaluatedId(rule));
  if (document && document.body.day >= scores.asOf) return 0;
  const stored = await sources.alerts.statesOf(rule.id);
  const states = new Map<IdHash, StoredRuleState>(stored.map((s) => [s.state.subject, s]));
  let raised = 0;
  for (const [at, hash] of scores.accounts.hash.entries()) {
    const view = viewAccount(rule, scores, model.model, at);
    if (!view) continue;
    raised += await evaluateAccount(sources, rule, view, document?.body, states.get(hash));
  }
  const evaluated = { day: scores.asOf, modelVersion: scores.modelVersion };
  await sources.documents.put(KIND, evaluatedId(rule), evaluated, document?.version ?? 0);
  return raised;
}

/**
 * Evaluates the rules that look at closed days, once a day and in order: a day that was evaluated
 * already alerts nobody. Answers how many alerts went into outboxes.
 */
export async function raiseCrossed(
  sources: CrossedSources,
  rules: readonly AlertRule[],
  scores: DayScores,
  model: ModelVersion,
): Promise<number> {
  if (!scores.complete) return 0;
  let raised = 0;
  for (const rule of rules) {
    const watches = rule.enabled && isCrossed(rule.kind) && (rule.scope ?? 'account') === 'account';
    if (!watches || (rule.model ?? 'default') !== scores.model) continue;
    raised += await evaluateRule(sources, rule, scores, model);
  }
  return raised;
}
