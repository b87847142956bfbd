import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import type { AlertRule } from '../rule.ts';
import {
  type EvaluateRow,
  evaluationOf,
  type RowPredicate,
  type RuleDay,
  subjectsOf,
} from './evaluation.ts';

const DEFAULT_INACTIVE_DAYS = 14;

/** Returns the days between two day numbers, without those on which nobody could have been seen. */
export function daysSince(last: number, today: number, suspect: readonly number[]): number {
  return today - last - suspect.filter((day) => day > last && day <= today).length;
}

/** Breached by an absence of `days`, cleared by being active on the day itself. */
export function inactiveEvaluator(ruleDay: RuleDay): EvaluateRow {
  const { rule, scores, suspect } = ruleDay;
  const { lastActive } = subjectsOf(ruleDay);
  const today = dayNumber(scores.asOf);
  const minDays = rule.days ?? DEFAULT_INACTIVE_DAYS;
  return (row) => {
    const last = lastActive[row] ?? 0;
    if (last === 0) return 'no_data';
    return evaluationOf(daysSince(last, today, suspect) >= minDays, last === today);
  };
}

/** Returns the earlier day that a rule needs: when those who fall silent today were last active. */
export function pastDayOf(rule: AlertRule, asOf: Day): Day | undefined {
  if (rule.minActiveDays === undefined) return undefined;
  return addDays(asOf, -(rule.days ?? DEFAULT_INACTIVE_DAYS));
}

const MIN_WINDOW_DAYS = 28;

/**
 * Guards against subjects that were hardly there before they fell silent: it counts active days in
 * the window of at least four weeks that ended with the last active day. A window of 30 days leaves
 * two for a day held back.
 */
export function wasActiveBefore(ruleDay: RuleDay): RowPredicate {
  const { rule, past, subjectKind } = ruleDay;
  const { minActiveDays } = rule;
  if (minActiveDays === undefined) return () => true;
  if (!past) return () => false;
  const wide = past.windows.filter(({ window }) => window >= MIN_WINDOW_DAYS);
  const days = wide.length > 0 ? Math.min(...wide.map((w) => w.window)) : past.headlineWindow;
  const before = subjectsOf({ scores: past, subjectKind });
  const columns = before.windows[past.windows.findIndex(({ window }) => window === days)];
  const { hash } = subjectsOf(ruleDay);
  return (row) => {
    // Whoever was not there yet has no row, and so no active day.
    const pastRow = findRow(before.hash, hash[row] ?? '');
    return (columns?.activeDays[pastRow] ?? 0) >= minActiveDays;
  };
}
