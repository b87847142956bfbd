import { dayNumber } from '../model/day.ts';
import { groupBy } from '../model/group-by.ts';
import { accountRow } from './account-row.ts';
import { countBands } from './band.ts';
import { accountIndexScores, indexView, meanAbove0, userIndexScores } from './index-scores.ts';
import { shownScore } from './normalize.ts';
import { accountTraits, type Reading } from './reading.ts';
import { MARK_POINTS } from './segments.ts';
import { userRow } from './user-row.ts';

function activeWithin(lastActive: readonly number[], today: number, days: number): number {
  return lastActive.filter((day) => day > today - days).length;
}

function usersView({ scores, window }: Reading) {
  const rows = scores.users.hash.flatMap((_, at) => userRow(scores, window, at) ?? []);
  const today = dayNumber(scores.asOf);
  const { lastActive } = scores.users;
  const [dau, mau] = [activeWithin(lastActive, today, 1), activeWithin(lastActive, today, 30)];
  return {
    exactScore: meanAbove0(rows.map((row) => row.exactScore)),
    seen: rows.length,
    scoring: rows.filter((row) => row.score > 0).length,
    active: activeWithin(lastActive, today, scores.windows[window]?.window ?? 1),
    dau,
    wau: activeWithin(lastActive, today, 7),
    mau,
    stickiness: mau === 0 ? null : dau / mau,
    bands: countBands(rows.map((row) => row.score)),
  };
}

function accountsView(
  reading: Reading,
  accounts: readonly number[],
  indexScores: readonly number[] | undefined,
) {
  const { scores, window } = reading;
  const rows = accounts.flatMap((at) => accountRow(scores, window, at) ?? []);
  const exact = meanAbove0(rows.map((row) => row.exactScore));
  const columns = scores.accounts.windows[window];
  const { progress } = scores.accounts;
  const shares = accounts.flatMap((at) => progress[at] ?? []);
  // On a day whose tracking seems to have failed nobody is marked.
  const moved = (is: (change: number) => boolean) =>
    scores.suspect?.length > 0 ? null : rows.filter((row) => is(row.change ?? 0)).length;
  return {
    score: shownScore(exact),
    exactScore: exact,
    ...indexView(indexScores && accounts.map((at) => indexScores[at] ?? 0)),
    seen: rows.length,
    active: accounts.filter((at) => (columns?.activeUsers[at] ?? 0) > 0).length,
    activated: shares.length === 0 ? null : shares.filter((share) => share >= 1).length,
    rising: moved((change) => change >= MARK_POINTS),
    falling: moved((change) => change <= -MARK_POINTS),
    bands: countBands(rows.map((row) => row.score)),
  };
}

/** Accounts side by side by the value of a trait. */
function groups(reading: Reading, trait: string, indexScores: readonly number[] | undefined) {
  const { hash } = reading.scores.accounts;
  const byValue = groupBy(hash.keys(), (at) =>
    JSON.stringify(accountTraits(reading, hash[at] ?? '')[trait] ?? null),
  );
  return [...byValue].map(([value, accounts]) => ({
    value: JSON.parse(value),
    accounts: accountsView(reading, accounts, indexScores),
  }));
}

/** The product as a whole: the mean of its users' scores above 0, and who is active. */
export function productView(reading: Reading, by?: string) {
  const { scores, window } = reading;
  const users = usersView(reading);
  const { exactScore, ...rest } = users;
  const all = [...scores.accounts.hash.keys()];
  const indexScores = accountIndexScores(reading);
  return {
    score: shownScore(exactScore),
    exactScore,
    ...indexView(userIndexScores(reading)),
    users: rest,
    accounts: accountsView(reading, all, indexScores),
    benchmark: scores.windows[window]?.benchmark ?? 0,
    ...(by === undefined ? {} : { by, groups: groups(reading, by, indexScores) }),
  };
}
