import type { ScoringModel } from '../model/scoring-model.ts';
import { featuresOf, keyFeaturesOf } from './features.ts';
import type { Reading } from './reading.ts';

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Features by points, ties sharing a rank. */
function ranks(points: readonly number[]): number[] {
  return points.map((own) => 1 + points.filter((other) => other > own).length);
}

/** How many users and accounts used each feature, and what share of all points came from it. */
export function featuresView({ scores, window }: Reading, model: ScoringModel) {
  const columns = scores.features.windows[window];
  const points = columns?.points ?? [];
  const total = points.reduce((sum, own) => sum + own, columns?.otherPoints ?? 0);
  const [users, accounts] = [scores.users.hash.length, scores.accounts.hash.length];
  const labels = new Map(
    [...featuresOf(model), ...keyFeaturesOf(model)].map(({ id, label }) => [id, label]),
  );
  const rank = ranks(points);
  const data = scores.features.id.map((id, at) => ({
    id,
    label: labels.get(id) ?? id,
    key: at < scores.keyFeatures,
    users: columns?.users[at] ?? 0,
    usersEver: scores.features.everUsers[at] ?? 0,
    userShare: share(columns?.users[at] ?? 0, users),
    accounts: columns?.accounts[at] ?? 0,
    accountsEver: scores.features.everAccounts[at] ?? 0,
    accountShare: share(columns?.accounts[at] ?? 0, accounts),
    points: points[at] ?? 0,
    rawShare: share(points[at] ?? 0, total),
    rank: rank[at] ?? 1,
  }));
  const otherShare = share(columns?.otherPoints ?? 0, total);
  return { data: data.sort((a, b) => a.rank - b.rank), next: null, otherShare, users, accounts };
}
