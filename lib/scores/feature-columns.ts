import type { FeatureColumns, FeatureWindowColumns } from './day-scores.ts';
import { shownScore } from './normalize.ts';
import type { ScoredWindow } from './score-windows.ts';
import type { SubjectDays } from './subject-days.ts';
import type { Tally } from './tally.ts';

/** From this score on an account is one to learn from. */
const HIGH_SCORE = 75;

/** By feature: how many of some subjects used it from a day on; from day number 1: ever. */
function usersOf(
  tally: Tally,
  days: SubjectDays,
  subjects: readonly number[],
  from: number,
): number[] {
  const features = tally.plan.features.length;
  const used = tally.plan.features.map(() => 0);
  for (const at of subjects) {
    for (let feature = 0; feature < features; feature++) {
      const day = days.featureUsed[at * features + feature] ?? 0;
      if (day >= from) used[feature] = (used[feature] ?? 0) + 1;
    }
  }
  return used;
}

/** The accounts that score 75 or more; while there is none, those above the mean of all that score. */
function engagedAccounts(
  tally: Tally,
  { scores }: ScoredWindow,
  accounts: readonly number[],
): number[] {
  const { headline } = tally.plan.model.account;
  const scored = accounts.map((a) => ({ a, score: scores.accounts[a]?.[headline] ?? 0 }));
  const high = scored.filter(({ score }) => shownScore(score) >= HIGH_SCORE);
  if (high.length > 0) return high.map(({ a }) => a);
  const above0 = scored.filter(({ score }) => score > 0);
  const mean = above0.reduce((sum, { score }) => sum + score, 0) / above0.length;
  return above0.filter(({ score }) => score > mean).map(({ a }) => a);
}

function windowColumns(
  tally: Tally,
  scored: ScoredWindow,
  users: readonly number[],
  accounts: readonly number[],
): FeatureWindowColumns {
  const { from } = scored.now.span;
  const engaged = engagedAccounts(tally, scored, accounts);
  const points = [...scored.now.featurePoints];
  return {
    users: usersOf(tally, tally.userDays, users, from),
    accounts: usersOf(tally, tally.accountDays, accounts, from),
    points: points.slice(0, -1),
    otherPoints: points.at(-1) ?? 0,
    engaged: usersOf(tally, tally.accountDays, engaged, from),
    engagedAccounts: engaged.length,
  };
}

/** Who used each feature, among the users and accounts of a snapshot. Cost: O(subjects x features). */
export function featureColumns(
  tally: Tally,
  windows: readonly ScoredWindow[],
  users: readonly number[],
  accounts: readonly number[],
): FeatureColumns {
  return {
    id: tally.plan.features.map(({ id }) => id),
    everUsers: usersOf(tally, tally.userDays, users, 1),
    everAccounts: usersOf(tally, tally.accountDays, accounts, 1),
    windows: windows.map((scored) => windowColumns(tally, scored, users, accounts)),
  };
}
