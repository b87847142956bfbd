import { dayNumber } from '../../model/day.ts';
import { listAt, listHas } from '../../scores/columns/list-column.ts';
import { dayAt } from '../../scores/columns/nullable-day.ts';
import { derivedOf } from '../../scores/read/snapshot-window.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { type AlertRule, scopeOf } from '../rule.ts';
import { type DayView, type EvaluateRow, evaluationOf, NO_DATA } from './evaluation.ts';

const ACTIVATION_THRESHOLD = 0.5;

/** Late events restate seven days; a step older than that comes from an import. */
const RECENT_STEP_DAYS = 7;

const tableOf = (rule: AlertRule) => (scopeOf(rule) === 'user' ? 'users' : 'accounts');

export function progressEvaluator(rule: AlertRule, { scores }: DayView): EvaluateRow {
  const { progress } = scores[tableOf(rule)];
  const completed = rule.kind === 'activation.completed';
  const threshold = completed ? 1 : (rule.threshold ?? ACTIVATION_THRESHOLD);
  if (progress.length === 0) return NO_DATA;
  return (row) => evaluationOf((progress[row] ?? 0) >= threshold, false);
}

/** Whether the latest step was done of late: old steps that an import brings are no news. */
export function steppedRecently(rule: AlertRule, { scores }: DayView): (row: number) => boolean {
  const since = dayNumber(scores.asOf) - RECENT_STEP_DAYS;
  if (rule.scope === 'user') {
    const { activatedAt } = scores.users;
    return (row) => (dayAt(activatedAt, row) ?? Number.POSITIVE_INFINITY) > since;
  }
  const { steps } = scores.accounts;
  return (row) => listAt(steps, row).some((day) => day > since);
}

/** By user: whether it belongs to an account for which something is true. */
function usersOfAccounts(scores: DayScores, isAccount: (row: number) => boolean): Uint8Array {
  const flags = new Uint8Array(scores.users.hash.length);
  scores.members.user.forEach((user, member) => {
    if (isAccount(scores.members.account[member] ?? -1)) flags[user] = 1;
  });
  return flags;
}

/** Whether a subject is in a segment; users are also in those of their accounts. */
export function segmentPredicate(
  rule: AlertRule,
  scores: DayScores,
  segment: string,
): (row: number) => boolean {
  const index = scores.segmentNames.indexOf(segment);
  const inAccount = (row: number) => listHas(scores.accounts.segments, row, index);
  if (index < 0) return () => false;
  if (tableOf(rule) === 'accounts') return inAccount;
  const flags = usersOfAccounts(scores, inAccount);
  return (row) => flags[row] === 1 || listHas(scores.users.segments, row, index);
}

/** Indices of the segments of a user and of its accounts. */
export function segmentsOfUser(scores: DayScores, user: number): readonly number[] {
  const accounts = derivedOf(scores).accountsOf(user);
  const ofAccounts = accounts.flatMap((account) => [...listAt(scores.accounts.segments, account)]);
  return [...new Set([...listAt(scores.users.segments, user), ...ofAccounts])];
}

export function segmentEvaluator(rule: AlertRule, { scores }: DayView): EvaluateRow {
  const { segment = '' } = rule;
  if (!scores.segmentNames.includes(segment)) return NO_DATA;
  const isIn = segmentPredicate(rule, scores, segment);
  const entered = rule.kind === 'segment.entered';
  return (row) => evaluationOf(isIn(row) === entered, true);
}

/** By subject: whether it is gone for good, or all its accounts are. */
export function cancelledPredicate(rule: AlertRule, scores: DayScores): (row: number) => boolean {
  const { lifecycle } = scores.accounts;
  if (!lifecycle.includes('cancelled')) return () => false;
  if (tableOf(rule) === 'accounts') return (row) => lifecycle[row] === 'cancelled';
  const cancelledUsers = usersOfAccounts(scores, (row) => lifecycle[row] === 'cancelled');
  const remainingUsers = usersOfAccounts(scores, (row) => lifecycle[row] !== 'cancelled');
  return (row) => cancelledUsers[row] === 1 && remainingUsers[row] === 0;
}
