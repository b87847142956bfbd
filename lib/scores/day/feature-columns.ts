import type { SubjectKind } from '../../model/subject-kind.ts';
import { gatherFloats } from '../columns/gather.ts';
import { meanOfPositive } from '../formulas/mean-of-positive.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { FeatureColumns, FeatureWindowColumns } from '../snapshot/day-scores.ts';
import type { ScoredDay, ScoredWindow } from './scored-day.ts';

/** From this score on an account is one to learn from. */
const HIGH_SCORE = 75;

/** Counts by feature which of some subjects used it from a day on; from day number 1 that is ever. */
function countUsers(day: ScoredDay, kind: SubjectKind, from: number, of = day.subjects[kind]) {
  const { plan, subjectDays } = day.aggregate;
  const features = plan.features.length;
  const { featureUsed } = subjectDays[kind];
  const used = plan.features.map(() => 0);
  for (let row = 0; row < of.length; row++) {
    const subject = of[row] ?? 0;
    for (let feature = 0; feature < features; feature++) {
      const lastDay = featureUsed[subject * features + feature] ?? 0;
      if (lastDay >= from) used[feature] = (used[feature] ?? 0) + 1;
    }
  }
  return used;
}

/** The accounts that score 75 or more; while there is none, those above the mean of all that score. */
function engagedAccounts({ aggregate, subjects }: ScoredDay, { scores }: ScoredWindow) {
  const accounts = subjects.account;
  const { headline } = aggregate.plan.model.account;
  const scored = gatherFloats(accounts, (a) => scores.accounts[a]?.[headline] ?? 0);
  const above = (isIn: (score: number) => boolean) =>
    accounts.filter((_, row) => isIn(scored[row] ?? 0));
  const high = above((score) => shownScore(score) >= HIGH_SCORE);
  if (high.length > 0) return high;
  const mean = meanOfPositive(scored);
  return above((score) => score > 0 && score > mean);
}

function windowColumns(day: ScoredDay, scored: ScoredWindow): FeatureWindowColumns {
  const { span, activeDays } = scored.now;
  const { from } = span;
  const activeOf = (kind: SubjectKind) =>
    day.subjects[kind].filter((subject) => (activeDays[kind][subject] ?? 0) > 0);
  const engaged = engagedAccounts(day, scored);
  const points = [...scored.now.featurePoints];
  return {
    users: countUsers(day, 'user', from),
    accounts: countUsers(day, 'account', from),
    activeUsers: countUsers(day, 'user', from, activeOf('user')),
    activeAccounts: countUsers(day, 'account', from, activeOf('account')),
    points: points.slice(0, -1),
    otherPoints: points.at(-1) ?? 0,
    engaged: countUsers(day, 'account', from, engaged),
    engagedAccounts: engaged.length,
  };
}

/** Returns who used each feature among the day's users and accounts. Cost: O(subjects x features). */
export function featureColumns(day: ScoredDay): FeatureColumns {
  const { aggregate, windows } = day;
  return {
    id: aggregate.plan.features.map(({ id }) => id),
    everUsers: countUsers(day, 'user', 1),
    everAccounts: countUsers(day, 'account', 1),
    windows: windows.map((scored) => windowColumns(day, scored)),
  };
}
