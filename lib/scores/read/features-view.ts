import type { SubjectKind } from '../../model/subject-kind.ts';
import { TIE } from '../columns/ranking.ts';
import { featuresOf, keyFeaturesOf } from '../conditions/features.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Returns the ranks of features by points; equal ones, to 1e-9, share a rank. */
function ranks(points: readonly number[]): number[] {
  return points.map((own) => 1 + points.filter((other) => other - own > TIE).length);
}

/** Returns how many of a kind were active in a window. */
function activeCount({ scores, window }: SnapshotWindow, kind: SubjectKind): number {
  const days = scores[`${kind}s`].windows[window]?.activeDays ?? new Int32Array(0);
  return days.reduce((count, active) => count + Number(active > 0), 0);
}

/** Returns the share of the active that used a feature; null where it was not kept. */
function activeShare(used: readonly number[] | undefined, feature: number, active: number) {
  return used ? share(used[feature] ?? 0, active) : null;
}

/**
 * Returns how many users and accounts used each feature, of all that were ever seen and of those who
 * were active, and its share of all points.
 */
export function featuresView(snapshot: SnapshotWindow) {
  const { scores, model, window } = snapshot;
  const columns = scores.features.windows[window];
  const points = columns?.points ?? [];
  const total = points.reduce((sum, own) => sum + own, columns?.otherPoints ?? 0);
  const [users, accounts] = [scores.users.hash.length, scores.accounts.hash.length];
  const [activeUsers, activeAccounts] = [
    activeCount(snapshot, 'user'),
    activeCount(snapshot, 'account'),
  ];
  const labels = new Map(
    [...featuresOf(model), ...keyFeaturesOf(model)].map(({ id, label }) => [id, label]),
  );
  const rank = ranks(points);
  const data = scores.features.id.map((id, index) => ({
    id,
    label: labels.get(id) ?? id,
    key: index < scores.keyFeatures,
    users: columns?.users[index] ?? 0,
    usersEver: scores.features.everUsers[index] ?? 0,
    userShare: share(columns?.users[index] ?? 0, users),
    activeUserShare: activeShare(columns?.activeUsers, index, activeUsers),
    accounts: columns?.accounts[index] ?? 0,
    accountsEver: scores.features.everAccounts[index] ?? 0,
    accountShare: share(columns?.accounts[index] ?? 0, accounts),
    activeAccountShare: activeShare(columns?.activeAccounts, index, activeAccounts),
    points: points[index] ?? 0,
    rawShare: share(points[index] ?? 0, total),
    rank: rank[index] ?? 1,
  }));
  const otherShare = share(columns?.otherPoints ?? 0, total);
  const counts = { users, activeUsers, accounts, activeAccounts };
  return { data: data.sort((a, b) => a.rank - b.rank), next: null, otherShare, ...counts };
}
