import { dayNumber } from '../../model/day.ts';
import { groupBy } from '../../model/group-by.ts';
import { ownValue } from '../../model/own-value.ts';
import { countWhere } from '../columns/gather.ts';
import { numberAt } from '../columns/nullable-column.ts';
import { TREND_POINTS } from '../conditions/segments.ts';
import { countBands } from '../formulas/band.ts';
import { meanOfPositive } from '../formulas/mean-of-positive.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { accountRow, userExactScores } from '../snapshot/subject-rows.ts';
import { accountIndexScores, indexView, userIndexScores } from './index-scores.ts';
import { accountTraits, type SnapshotWindow } from './snapshot-window.ts';

function usersView({ scores, window }: SnapshotWindow) {
  const exact = userExactScores(scores, window);
  const today = dayNumber(scores.asOf);
  const activeWithin = (days: number) =>
    countWhere(scores.users.lastActive, (day) => day > today - days);
  const [dau, mau] = [activeWithin(1), activeWithin(30)];
  return {
    exactScore: meanOfPositive(exact),
    seen: exact.length,
    scoring: countWhere(exact, (score) => score > 0),
    active: activeWithin(scores.windows[window]?.window ?? 1),
    dau,
    wau: activeWithin(7),
    mau,
    stickiness: mau === 0 ? null : dau / mau,
    bands: countBands(exact.map(shownScore)),
  };
}

function accountsView(
  snapshot: SnapshotWindow,
  accounts: readonly number[],
  indexScores: Float64Array | undefined,
) {
  const { scores, window } = snapshot;
  const rows = accounts.flatMap((account) => accountRow(scores, window, account) ?? []);
  const exact = meanOfPositive(rows.map((row) => row.exactScore));
  const columns = scores.accounts.windows[window];
  const { progress } = scores.accounts;
  const shares = accounts.flatMap((account) => numberAt(progress, account) ?? []);
  // On a day whose tracking seems to have failed nobody is marked.
  const countChanges = (is: (change: number) => boolean) =>
    scores.suspect?.length > 0 ? null : rows.filter((row) => is(row.change ?? 0)).length;
  return {
    score: shownScore(exact),
    exactScore: exact,
    ...indexView(indexScores && accounts.map((account) => indexScores[account] ?? 0)),
    seen: rows.length,
    active: accounts.filter((account) => (columns?.activeDays[account] ?? 0) > 0).length,
    activated: shares.length === 0 ? null : shares.filter((share) => share >= 1).length,
    rising: countChanges((change) => change >= TREND_POINTS),
    falling: countChanges((change) => change <= -TREND_POINTS),
    bands: countBands(rows.map((row) => row.score)),
  };
}

function groups(snapshot: SnapshotWindow, trait: string, indexScores: Float64Array | undefined) {
  const { hash } = snapshot.scores.accounts;
  const byValue = groupBy(hash.keys(), (account) =>
    JSON.stringify(ownValue(accountTraits(snapshot, hash[account] ?? ''), trait) ?? null),
  );
  return [...byValue].map(([value, accounts]) => ({
    value: JSON.parse(value),
    accounts: accountsView(snapshot, accounts, indexScores),
  }));
}

/** Returns the product as a whole: the mean of its users' scores above 0, and who is active. */
export function productView(snapshot: SnapshotWindow, by?: string) {
  const { scores, window } = snapshot;
  const users = usersView(snapshot);
  const { exactScore, ...rest } = users;
  const all = [...scores.accounts.hash.keys()];
  const indexScores = accountIndexScores(snapshot);
  return {
    score: shownScore(exactScore),
    exactScore,
    ...indexView(userIndexScores(snapshot)),
    users: rest,
    accounts: accountsView(snapshot, all, indexScores),
    benchmark: scores.windows[window]?.benchmark ?? 0,
    ...(by === undefined ? {} : { by, groups: groups(snapshot, by, indexScores) }),
  };
}
