import { dayNumber } from '../../model/day.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import { type AlertRule, scopeOf } from '../rule.ts';
import {
  type DayView,
  DEFAULT_AWAY_DAYS,
  DEFAULT_INACTIVE_DAYS,
  daysSince,
  type EvaluateRow,
  evaluationOf,
} from './evaluation.ts';

const isOfUsers = (rule: AlertRule) => scopeOf(rule) === 'user';

export function inactiveEvaluator(rule: AlertRule, { scores, suspect }: DayView): EvaluateRow {
  const { lastActive } = isOfUsers(rule) ? scores.users : scores.accounts;
  const today = dayNumber(scores.asOf);
  const minDays = rule.days ?? DEFAULT_INACTIVE_DAYS;
  return (row) => {
    const last = lastActive[row] ?? 0;
    if (last === 0) return 'no_data';
    return evaluationOf(daysSince(last, today, suspect) >= minDays, last === today);
  };
}

/** Armed by a long absence, so it fires at the return. */
export function reactivatedEvaluator(rule: AlertRule, { scores, suspect }: DayView): EvaluateRow {
  const { lastActive } = scores.accounts;
  const today = dayNumber(scores.asOf);
  const minDays = rule.days ?? DEFAULT_AWAY_DAYS;
  return (row) => {
    const last = lastActive[row] ?? 0;
    if (last === 0) return 'no_data';
    return daysSince(last, today, suspect) >= minDays ? 'cleared' : 'breached';
  };
}

const MIN_WINDOW_DAYS = 28;

/**
 * Whether somebody was there before falling silent: its active days in the window of at least four
 * weeks that ended with its last active day. A window of 30 days leaves two for a day held back.
 */
export function wasActiveBefore(
  rule: AlertRule,
  { scores, past }: DayView,
): (row: number) => boolean {
  const minActiveDays = rule.minActiveDays;
  if (minActiveDays === undefined) return () => true;
  if (!past) return () => false;
  const table = isOfUsers(rule) ? 'users' : 'accounts';
  const wide = past.windows.filter(({ window }) => window >= MIN_WINDOW_DAYS);
  const days = wide.length > 0 ? Math.min(...wide.map((w) => w.window)) : past.headlineWindow;
  const columns = past[table].windows[past.windows.findIndex(({ window }) => window === days)];
  return (row) => {
    const pastRow = findRow(past[table].hash, scores[table].hash[row] ?? '');
    return pastRow >= 0 && (columns?.activeDays[pastRow] ?? 0) >= minActiveDays;
  };
}
