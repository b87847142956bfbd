import { canonicalJson } from '../../model/canonical-json.ts';
import { type Day, dayNumber, daysBetween } from '../../model/day.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import { dayAt } from '../../scores/columns/nullable-day.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { type AlertRule, scopeOf } from '../rule.ts';
import { isActivation } from './compile-rule.ts';

/** The last closed day a rule was evaluated for, under which version of the model, and as what. */
export interface LastEvaluation {
  readonly day: Day;
  readonly modelVersion: number;
  /** What the rule looked for; an older release did not note it. */
  readonly looksFor?: string;
}

/** After a longer pause a rule takes note before it speaks, as if it were new. */
const MAX_PAUSE_DAYS = 30;

/** What a rule looks for: when that changes, it is another rule under an old name. */
export function looksFor(rule: AlertRule): string {
  const { id: _id, enabled: _on, severity: _how, cooldownDays: _when, digest: _to, ...rest } = rule;
  return canonicalJson(rest);
}

function isFirstEvaluation(
  rule: AlertRule,
  scores: DayScores,
  before: LastEvaluation | undefined,
): boolean {
  if (!before || before.modelVersion !== scores.modelVersion) return true;
  if (before.looksFor !== undefined && before.looksFor !== looksFor(rule)) return true;
  return daysBetween(before.day, scores.asOf) > MAX_PAUSE_DAYS;
}

/**
 * Tells which subjects a rule looks at for the first time: those it only takes note of. That is
 * everybody for a new rule or a new version of the model, and whoever was not in the scores when
 * it looked last, since when an import may have brought a long past. An account that began after
 * the rule's last look has no past to confuse: its first steps of activation are news.
 *
 * @param past the scores of the day the rule looked last, as they were reported then
 */
export function baselineOf(
  rule: AlertRule,
  scores: DayScores,
  before: LastEvaluation | undefined,
  past: DayScores | undefined,
): (row: number) => boolean {
  if (isFirstEvaluation(rule, scores, before)) return () => true;
  const table = scopeOf(rule) === 'user' ? 'users' : 'accounts';
  const lastDay = dayNumber(before?.day ?? scores.asOf);
  const { hash, first } = scores[table];
  const isNew = (row: number) =>
    past ? findRow(past[table].hash, hash[row] ?? '') < 0 : (first[row] ?? 0) > lastDay;
  if (!isActivation(rule.kind) || table === 'users') return isNew;
  const { created } = scores.accounts;
  return (row) => isNew(row) && (dayAt(created, row) ?? 0) <= lastDay;
}
