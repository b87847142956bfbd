import { listAt, listHas } from '../../scores/columns/list-column.ts';
import { derivedOf, segmentNames } from '../../scores/read/snapshot-window.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import {
  type EvaluateRow,
  evaluationOf,
  NO_DATA,
  type RowPredicate,
  type RuleDay,
} from './evaluation.ts';

type Subjects = Pick<RuleDay, 'scores' | 'subjectKind'>;

/** Returns a flag by user: whether it belongs to an account for which something is true. */
function usersOfAccounts({ users, members }: DayScores, isAccount: RowPredicate): Uint8Array {
  const flags = new Uint8Array(users.hash.length);
  members.user.forEach((user, member) => {
    if (isAccount(members.account[member] ?? Number.NaN)) flags[user] = 1;
  });
  return flags;
}

/** Returns the test of being in a segment; users are also in those of their accounts. */
export function isInSegment({ scores, subjectKind }: Subjects, segment: string): RowPredicate {
  const index = scores.segmentNames.indexOf(segment);
  const inAccount = (row: number) => listHas(scores.accounts.segments, row, index);
  if (subjectKind === 'account') return inAccount;
  const flags = usersOfAccounts(scores, inAccount);
  return (row) => flags[row] === 1 || listHas(scores.users.segments, row, index);
}

/** Returns the test of having cancelled; a user has when all its accounts have. */
export function hasCancelled({ scores, subjectKind }: Subjects): RowPredicate {
  const { lifecycle } = scores.accounts;
  if (!lifecycle.includes('cancelled')) return () => false;
  if (subjectKind === 'account') return (row) => lifecycle[row] === 'cancelled';
  const withAccount = usersOfAccounts(scores, () => true);
  const remaining = usersOfAccounts(scores, (row) => lifecycle[row] !== 'cancelled');
  return (row) => withAccount[row] === 1 && remaining[row] === 0;
}

/** Returns the names of the segments that a subject is in; of a user also those of its accounts. */
export function segmentsAt({ scores, subjectKind }: Subjects, row: number): readonly string[] {
  const { accounts, users } = scores;
  if (subjectKind === 'account') return segmentNames(scores, listAt(accounts.segments, row));
  const ofAccounts = derivedOf(scores)
    .accountsOf(row)
    .flatMap((account) => [...listAt(accounts.segments, account)]);
  return segmentNames(scores, new Set([...listAt(users.segments, row), ...ofAccounts]));
}

/** Breached by being in the rule's segment, or by being out of it; else cleared. */
export function segmentEvaluator(ruleDay: RuleDay, breachedBy: 'in' | 'out'): EvaluateRow {
  const { segment = '' } = ruleDay.rule;
  if (!ruleDay.scores.segmentNames.includes(segment)) return NO_DATA;
  const isIn = isInSegment(ruleDay, segment);
  return (row) => evaluationOf(isIn(row) === (breachedBy === 'in'), true);
}
