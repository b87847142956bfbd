import { dayNumber } from '../model/day.ts';
import type { DayScores } from '../scores/day-scores.ts';
import { listAt, listHas } from '../scores/list-column.ts';
import { dayAt } from '../scores/nullable-day.ts';
import { derivedOf } from '../scores/reading.ts';
import { type AlertRule, scopeOf } from './rule.ts';
import { type DayView, NEVER_KNOWN, type ReadStanding, standingOf } from './standing.ts';

const ACTIVATION_THRESHOLD = 0.5;

/** Late events restate seven days; a step older than that comes from an import. */
const FRESH_STEP_DAYS = 7;

const sideOf = (rule: AlertRule) => (scopeOf(rule) === 'user' ? 'users' : 'accounts');

export function readProgress(rule: AlertRule, { scores }: DayView): ReadStanding {
  const { progress } = scores[sideOf(rule)];
  const completed = rule.kind === 'activation.completed';
  const threshold = completed ? 1 : (rule.threshold ?? ACTIVATION_THRESHOLD);
  if (progress.length === 0) return NEVER_KNOWN;
  return (at) => standingOf((progress[at] ?? 0) >= threshold, false);
}

/** Whether the latest step was done of late: old steps that an import brings are no news. */
export function steppedLately(rule: AlertRule, { scores }: DayView): (at: number) => boolean {
  const since = dayNumber(scores.asOf) - FRESH_STEP_DAYS;
  if (rule.scope === 'user') {
    const { activatedAt } = scores.users;
    return (at) => (dayAt(activatedAt, at) ?? Number.POSITIVE_INFINITY) > since;
  }
  const { steps } = scores.accounts;
  return (at) => listAt(steps, at).some((day) => day > since);
}

/** By user: whether it belongs to an account for which something is true. */
function flagUsers(scores: DayScores, isAccount: (at: number) => boolean): Uint8Array {
  const flags = new Uint8Array(scores.users.hash.length);
  scores.members.user.forEach((user, member) => {
    if (isAccount(scores.members.account[member] ?? -1)) flags[user] = 1;
  });
  return flags;
}

/** Whether a subject is in a segment; users are also in those of their accounts. */
export function inSegmentAt(
  rule: AlertRule,
  scores: DayScores,
  segment: string,
): (at: number) => boolean {
  const index = scores.segmentNames.indexOf(segment);
  const inAccount = (at: number) => listHas(scores.accounts.segments, at, index);
  if (index < 0) return () => false;
  if (sideOf(rule) === 'accounts') return inAccount;
  const flags = flagUsers(scores, inAccount);
  return (at) => flags[at] === 1 || listHas(scores.users.segments, at, index);
}

/** Indices of the segments of a user and of its accounts. */
export function segmentsOfUser(scores: DayScores, user: number): readonly number[] {
  const accounts = derivedOf(scores).accountsOf(user);
  const theirs = accounts.flatMap((account) => [...listAt(scores.accounts.segments, account)]);
  return [...new Set([...listAt(scores.users.segments, user), ...theirs])];
}

export function readSegment(rule: AlertRule, { scores }: DayView): ReadStanding {
  const { segment = '' } = rule;
  if (!scores.segmentNames.includes(segment)) return NEVER_KNOWN;
  const isIn = inSegmentAt(rule, scores, segment);
  const entered = rule.kind === 'segment.entered';
  return (at) => standingOf(isIn(at) === entered, true);
}

/** By subject: whether it is gone for good, or all its accounts are. */
export function cancelledAt(rule: AlertRule, scores: DayScores): (at: number) => boolean {
  const { lifecycle } = scores.accounts;
  if (!lifecycle.includes('cancelled')) return () => false;
  if (sideOf(rule) === 'accounts') return (at) => lifecycle[at] === 'cancelled';
  const gone = flagUsers(scores, (at) => lifecycle[at] === 'cancelled');
  const there = flagUsers(scores, (at) => lifecycle[at] !== 'cancelled');
  return (at) => gone[at] === 1 && there[at] === 0;
}
