import { traitsOn } from '../../events/profile.ts';
import type { Activation, ScoringModel } from '../../model/scoring-model.ts';
import { hasRow, type ListColumn, listAt } from '../columns/list-column.ts';
import { dayAt } from '../columns/nullable-day.ts';
import { bandOf } from '../formulas/band.ts';
import { accountRow } from '../snapshot/account-row.ts';
import { confidenceOf } from '../snapshot/confidence.ts';
import type { AccountColumns } from '../snapshot/day-scores.ts';
import { userRow } from '../snapshot/user-row.ts';
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

/** Returns how far the activation of a row is; null where the model has no steps for its kind. */
function activationProgress(
  { progress, activatedAt }: Pick<AccountColumns, 'progress' | 'activatedAt'>,
  row: number,
) {
  const share = progress[row];
  if (share === undefined) return null;
  return { progress: share, activatedAt: dayOrNull(dayAt(activatedAt, row)) };
}

/** Returns the steps of activation, done or not; null where the model has none for the kind. */
export function activationSteps(
  activation: Activation | undefined,
  steps: ListColumn,
  row: number,
) {
  if (!activation || !hasRow(steps, row)) return null;
  const days = listAt(steps, row);
  return activation.steps.map((step, i) => ({
    id: step.id,
    label: step.label ?? step.id,
    done: (days[i] ?? 0) > 0,
    day: dayOrNull(days[i]),
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
export function userView(snapshot: SnapshotWindow, user: number, model: ScoringModel) {
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
    segments: userSegments(scores, model, user, snapshot.userProfiles),
    lastActiveDay: dayOrNull(users.lastActive[user]),
    confidence: confidenceOf(scores, window, users.first[user] ?? 0),
    traits,
  };
}
