import { floatsOf, type Indices } from './column-of.ts';
import type { FeatureColumns, FeatureWindowColumns } from './day-scores.ts';
import { meanAbove0 } from './mean-above-0.ts';
import { shownScore } from './normalize.ts';
import type { ScoredWindow } from './score-windows.ts';
import type { SubjectDays } from './subject-days.ts';
import type { Tally } from './tally.ts';

/** From this score on an account is one to learn from. */
const HIGH_SCORE = 75;

/** By feature: how many of some subjects used it from a day on; from day number 1: ever. */
function usersOf(tally: Tally, days: SubjectDays, subjects: Indices, from: number): number[] {
  const features = tally.plan.features.length;
  const used = tally.plan.features.map(() => 0);
  for (let row = 0; row < subjects.length; row++) {
    const at = subjects[row] ?? 0;
    for (let feature = 0; feature < features; feature++) {
      const day = days.featureUsed[at * features + feature] ?? 0;
      if (day >= from) used[feature] = (used[feature] ?? 0) + 1;
    }
  }
  return used;
}

/** The accounts that score 75 or more; while there is none, those above the mean of all that score. */
function engagedAccounts(tally: Tally, { scores }: ScoredWindow, accounts: Indices): Indices {
  const { headline } = tally.plan.model.account;
  const scored = floatsOf(accounts, (a) => scores.accounts[a]?.[headline] ?? 0);
  const above = (isIn: (score: number) => boolean) =>
    accounts.filter((_, row) => isIn(scored[row] ?? 0));
  const high = above((score) => shownScore(score) >= HIGH_SCORE);
  if (high.length > 0) return high;
  const mean = meanAbove0(scored);
  return above((score) => score > 0 && score > mean);
}

function windowColumns(
  tally: Tally,
  scored: ScoredWindow,
  users: Indices,
  accounts: Indices,
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
  users: Indices,
  accounts: Indices,
): FeatureColumns {
  return {
    id: tally.plan.features.map(({ id }) => id),
    everUsers: usersOf(tally, tally.userDays, users, 1),
    everAccounts: usersOf(tally, tally.accountDays, accounts, 1),
    windows: windows.map((scored) => windowColumns(tally, scored, users, accounts)),
  };
}
