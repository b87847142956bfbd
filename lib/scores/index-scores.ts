import { accountScores } from './account-score.ts';
import type { DayScores } from './day-scores.ts';
import { exactScore, shownScore } from './normalize.ts';
import { derivedOf, type Reading } from './reading.ts';

/** Mean of the scores above 0; 0 when there are none. */
export function meanAbove0(scores: readonly number[]): number {
  const above = scores.filter((score) => score > 0);
  return above.length === 0 ? 0 : above.reduce((sum, score) => sum + score, 0) / above.length;
}

/** An index as answers show it; null while no day of the model version is closed. */
export interface IndexView {
  readonly index: number | null;
  readonly exactIndex: number | null;
}

function indexView(scores: readonly number[]): IndexView {
  const exactIndex = meanAbove0(scores);
  return { index: shownScore(exactIndex), exactIndex };
}

const NO_INDEX: IndexView = { index: null, exactIndex: null };

/** The index of some users: the mean of their scores above 0 by the frozen yardstick. */
export function userIndex(reading: Reading, users: readonly number[]): IndexView {
  const { scores, window, frozen } = reading;
  if (!frozen) return NO_INDEX;
  const raw = scores.users.windows[window]?.raw ?? [];
  return indexView(users.map((at) => exactScore(raw[at] ?? 0, frozen.benchmark, frozen.curve)));
}

/** What one account is made of, read back out of its members. */
function useOf(scores: DayScores, window: number, at: number) {
  const members = derivedOf(scores).membersOfAccount[at] ?? [];
  const memberRaws = members.map((member) => scores.members.raw[window]?.[member] ?? 0);
  const all = scores.accounts.windows[window]?.raw[at] ?? 0;
  return { memberRaws, accountOnlyRaw: all - memberRaws.reduce((sum, raw) => sum + raw, 0) };
}

/** The same for accounts, by the model's headline. */
export function accountIndex(reading: Reading, accounts: readonly number[]): IndexView {
  const { scores, window, frozen } = reading;
  if (!frozen) return NO_INDEX;
  const frozenScore = (at: number) => accountScores(useOf(scores, window, at), frozen);
  return indexView(accounts.map((at) => frozenScore(at)[scores.headline]));
}
