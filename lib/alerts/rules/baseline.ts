import { canonicalJson } from '../../model/canonical-json.ts';
import { type Day, dayNumber, daysBetween } from '../../model/day.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import { dayAt } from '../../scores/columns/nullable-column.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { type RowPredicate, subjectsOf } from '../evaluate/evaluation.ts';
import type { AlertRule } from '../rule.ts';
import type { CompiledRule } from './compile-rule.ts';

/** The last closed day a rule was evaluated for, under which version of the model, and as what. */
export interface LastEvaluation {
  readonly day: Day;
  readonly modelVersion: number;
  /** What the rule looked for; an older release did not store it. */
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
 * Returns which subjects a rule looks at for the first time: those it only takes note of. That is
 * everybody for a new rule or a new version of the model, and whoever was not in the scores when
 * it looked last, since when an import may have brought a long past. Some kinds tell of accounts
 * that began after the rule's last look, which have no past to confuse.
 *
 * @param past the scores of the day the rule looked last, as they were reported then
 */
export function baselineOf(
  { ruleDay, trigger }: Pick<CompiledRule, 'ruleDay' | 'trigger'>,
  before: LastEvaluation | undefined,
  past: DayScores | undefined,
): RowPredicate {
  const { rule, scores, subjectKind } = ruleDay;
  if (isFirstEvaluation(rule, scores, before)) return () => true;
  const lastDay = dayNumber(before?.day ?? scores.asOf);
  const { hash, first } = subjectsOf(ruleDay);
  const pastHashes = past && subjectsOf({ scores: past, subjectKind }).hash;
  const isNew = (row: number) =>
    pastHashes ? findRow(pastHashes, hash[row] ?? '') < 0 : (first[row] ?? 0) > lastDay;
  if (!trigger.newAccountsFire || subjectKind === 'user') return isNew;
  const { created } = scores.accounts;
  return (row) => isNew(row) && (dayAt(created, row) ?? 0) <= lastDay;
}
