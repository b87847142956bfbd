import { traitsOn } from '../../events/profile.ts';
import { dayNumber } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { hasRow, listAt } from '../columns/list-column.ts';
import { dayAt, numberAt } from '../columns/nullable-column.ts';
import { isLate } from '../conditions/activation.ts';
import { bandOf } from '../formulas/band.ts';
import type { AccountColumns, DayScores } from '../snapshot/day-scores.ts';
import { accountRow, userRow } from '../snapshot/subject-rows.ts';
import { championOf } from './account-members.ts';
import {
  accountTraits,
  adoptionShare,
  dayOrNull,
  derivedOf,
  idOf,
  type SnapshotWindow,
  segmentNames,
} from './snapshot-window.ts';
import { userSegments } from './user-segments.ts';

export type ConfidenceReason = 'small_population' | 'young' | 'suspect_day';

/** How far a score can be trusted, and why not further. */
export interface Confidence {
  readonly level: 'high' | 'low';
  readonly reasons: readonly ConfidenceReason[];
}

/** A benchmark from fewer users jumps about. */
const MIN_SCORING_USERS = 20;

/**
 * Marks scores against a benchmark of fewer than 20 users, subjects that are younger than the
 * window, and days whose tracking seems to have failed.
 *
 * @param first the day number the subject was seen first
 */
export function confidenceOf(scores: DayScores, window: number, first: number): Confidence {
  const benchmarks = scores.windows[window];
  const reasons: ConfidenceReason[] = [];
  if ((benchmarks?.scoringUsers ?? 0) < MIN_SCORING_USERS) reasons.push('small_population');
  const days = dayNumber(scores.asOf) - first + 1;
  if (days < (benchmarks?.window ?? 0)) reasons.push('young');
  if (scores.suspect?.length > 0) reasons.push('suspect_day');
  return { level: reasons.length === 0 ? 'high' : 'low', reasons };
}

/**
 * Returns how far the activation of a row is; null where the model has no steps for its kind, and of
 * who was a customer before there was data.
 */
function activationProgress(
  { progress, activatedAt }: Pick<AccountColumns, 'progress' | 'activatedAt'>,
  row: number,
) {
  const share = numberAt(progress, row);
  if (share === null) return null;
  return { progress: share, activatedAt: dayOrNull(dayAt(activatedAt, row)) };
}

/** Returns the steps of activation, done or not; null where nothing is known of any. */
export function activationSteps({ model, scores }: SnapshotWindow, kind: SubjectKind, row: number) {
  const activation = model.activation?.[kind];
  const { steps, progress, created } = scores[`${kind}s`];
  if (!activation || !hasRow(steps, row) || numberAt(progress, row) === null) return null;
  const days = listAt(steps, row);
  return activation.steps.map((step, i) => ({
    id: step.id,
    label: step.label ?? step.id,
    done: (days[i] ?? 0) > 0,
    day: dayOrNull(days[i]),
    ...(isLate(activation, dayAt(created, row), days[i] ?? 0) && { late: true }),
  }));
}

/** Returns an account as lists show it; undefined for a row that is not there. */
export function accountView(snapshot: SnapshotWindow, account: number) {
  const { scores, window } = snapshot;
  const { accounts } = scores;
  const columns = accounts.windows[window];
  const row = accountRow(scores, window, account);
  if (!row || !columns) return undefined;
  const { hash, previousExact: _, parts: __, ...shown } = row;
  const { name = null, ...traits } = accountTraits(snapshot, hash);
  return {
    accountId: idOf(snapshot, hash),
    name,
    ...shown,
    band: bandOf(row.score),
    rank: derivedOf(scores).accountRanking(window).rank[account] ?? null,
    activeUsers: columns.activeUsers[account] ?? 0,
    knownUsers: accounts.knownUsers[account] ?? 0,
    champion: championOf(snapshot, account),
    adoption: adoptionShare(scores, columns.used[account]),
    adoptionEver: adoptionShare(scores, accounts.everUsed[account]),
    frequency: columns.activeDays[account] ?? 0,
    activation: activationProgress(accounts, account),
    lifecycle: accounts.lifecycle[account] ?? 'unknown',
    segments: segmentNames(scores, listAt(accounts.segments, account)),
    owner: accounts.owner[account] ?? null,
    lastActiveDay: dayOrNull(accounts.lastActive[account]),
    confidence: confidenceOf(scores, window, accounts.first[account] ?? 0),
    traits,
  };
}

/** Returns a user as lists show it, with its traits where they are at hand. */
export function userView(snapshot: SnapshotWindow, user: number) {
  const { scores, window } = snapshot;
  const { users } = scores;
  const columns = users.windows[window];
  const row = userRow(scores, window, user);
  if (!row || !columns) return undefined;
  const { hash, previousExact: _, ...shown } = row;
  const { accountsOf, userRanking } = derivedOf(scores);
  const profile = snapshot.userProfiles?.get(hash);
  const { name = null, ...traits } = profile ? traitsOn(profile, scores.asOf) : {};
  return {
    userId: idOf(snapshot, hash),
    name,
    accounts: accountsOf(user).map((account) => idOf(snapshot, scores.accounts.hash[account])),
    ...shown,
    band: bandOf(row.score),
    rank: userRanking(window).rank[user] ?? null,
    adoption: adoptionShare(scores, columns.used[user]),
    adoptionEver: adoptionShare(scores, users.everUsed[user]),
    frequency: columns.activeDays[user] ?? 0,
    activation: activationProgress(users, user),
    segments: userSegments(snapshot, user),
    lastActiveDay: dayOrNull(users.lastActive[user]),
    confidence: confidenceOf(scores, window, users.first[user] ?? 0),
    traits,
  };
}
