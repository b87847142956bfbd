import type { Aggregate } from '../aggregate/aggregate.ts';
import type { SubjectDays } from '../aggregate/subject-days.ts';
import { gatherFloats, type Indices } from '../columns/gather.ts';
import { meanOfPositive } from '../formulas/mean-of-positive.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { FeatureColumns, FeatureWindowColumns } from '../snapshot/day-scores.ts';
import type { ScoredWindow } from './score-windows.ts';

/** From this score on an account is one to learn from. */
const HIGH_SCORE = 75;

/** By feature: how many of some subjects used it from a day on; from day number 1: ever. */
function countUsers(
  aggregate: Aggregate,
  days: SubjectDays,
  subjects: Indices,
  from: number,
): number[] {
  const features = aggregate.plan.features.length;
  const used = aggregate.plan.features.map(() => 0);
  for (let row = 0; row < subjects.length; row++) {
    const subject = subjects[row] ?? 0;
    for (let feature = 0; feature < features; feature++) {
      const day = days.featureUsed[subject * features + feature] ?? 0;
      if (day >= from) used[feature] = (used[feature] ?? 0) + 1;
    }
  }
  return used;
}

/** The accounts that score 75 or more; while there is none, those above the mean of all that score. */
function engagedAccounts(
  aggregate: Aggregate,
  { scores }: ScoredWindow,
  accounts: Indices,
): Indices {
  const { headline } = aggregate.plan.model.account;
  const scored = gatherFloats(accounts, (a) => scores.accounts[a]?.[headline] ?? 0);
  const above = (isIn: (score: number) => boolean) =>
    accounts.filter((_, row) => isIn(scored[row] ?? 0));
  const high = above((score) => shownScore(score) >= HIGH_SCORE);
  if (high.length > 0) return high;
  const mean = meanOfPositive(scored);
  return above((score) => score > 0 && score > mean);
}

function windowColumns(
  aggregate: Aggregate,
  scored: ScoredWindow,
  users: Indices,
  accounts: Indices,
): FeatureWindowColumns {
  const { from } = scored.now.span;
  const engaged = engagedAccounts(aggregate, scored, accounts);
  const points = [...scored.now.featurePoints];
  return {
    users: countUsers(aggregate, aggregate.userDays, users, from),
    accounts: countUsers(aggregate, aggregate.accountDays, accounts, from),
    points: points.slice(0, -1),
    otherPoints: points.at(-1) ?? 0,
    engaged: countUsers(aggregate, aggregate.accountDays, engaged, from),
    engagedAccounts: engaged.length,
  };
}

/** Who used each feature, among the users and accounts of a snapshot. Cost: O(subjects x features). */
export function featureColumns(
  aggregate: Aggregate,
  windows: readonly ScoredWindow[],
  users: Indices,
  accounts: Indices,
): FeatureColumns {
  return {
    id: aggregate.plan.features.map(({ id }) => id),
    everUsers: countUsers(aggregate, aggregate.userDays, users, 1),
    everAccounts: countUsers(aggregate, aggregate.accountDays, accounts, 1),
    windows: windows.map((scored) => windowColumns(aggregate, scored, users, accounts)),
  };
}
