import { dayNumber } from '../model/day.ts';
import { groupBy } from '../model/group-by.ts';
import { accountRow } from './account-row.ts';
import { countBands } from './band.ts';
import { countOf } from './count-of.ts';
import { accountIndexScores, indexView, userIndexScores } from './index-scores.ts';
import { meanAbove0 } from './mean-above-0.ts';
import { shownScore } from './normalize.ts';
import { accountTraits, type Reading } from './reading.ts';
import { MARK_POINTS } from './segments.ts';
import { userExactScores } from './user-row.ts';

function usersView({ scores, window }: Reading) {
  const exact = userExactScores(scores, window);
  const today = dayNumber(scores.asOf);
  const activeWithin = (days: number) =>
    countOf(scores.users.lastActive, (day) => day > today - days);
  const [dau, mau] = [activeWithin(1), activeWithin(30)];
  return {
    exactScore: meanAbove0(exact),
    seen: exact.length,
    scoring: countOf(exact, (score) => score > 0),
    active: activeWithin(scores.windows[window]?.window ?? 1),
    dau,
    wau: activeWithin(7),
    mau,
    stickiness: mau === 0 ? null : dau / mau,
    bands: countBands(exact.map(shownScore)),
  };
}

function accountsView(
  reading: Reading,
  accounts: readonly number[],
  indexScores: Float64Array | undefined,
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
function groups(reading: Reading, trait: string, indexScores: Float64Array | undefined) {
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
