import { accountScores } from './account-score.ts';
import type { DayScores } from './day-scores.ts';
import { exactScore, shownScore } from './normalize.ts';
import { derivedOf, type Reading } from './reading.ts';

/** Mean of the scores above 0; 0 when there are none. */
export function meanAbove0(scores: readonly number[]): number {
  let [sum, count] = [0, 0];
  for (const score of scores) {
    if (score <= 0) continue;
    sum += score;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

const NO_INDEX = { index: null, exactIndex: null };

/** An index as answers show it; null while no day of the model version is closed. */
export interface IndexView {
  readonly index: number | null;
  readonly exactIndex: number | null;
}

/** An index from scores by the frozen yardstick; of undefined where there is none. */
export function indexView(scores: readonly number[] | undefined): IndexView {
  if (!scores) return NO_INDEX;
  const exactIndex = meanAbove0(scores);
  return { index: shownScore(exactIndex), exactIndex };
}

/** Scores of users by the frozen yardstick; undefined while there is none. */
export function userIndexScores({ scores, window, frozen }: Reading): number[] | undefined {
  const raw = scores.users.windows[window]?.raw ?? [];
  return frozen && raw.map((points) => exactScore(points, frozen.benchmark, frozen.curve));
}

/** What one account is made of, read back out of its members. */
function useOf(scores: DayScores, window: number, at: number) {
  const members = derivedOf(scores).membersOfAccount[at] ?? [];
  const memberRaws = members.map((member) => scores.members.raw[window]?.[member] ?? 0);
  const all = scores.accounts.windows[window]?.raw[at] ?? 0;
  return { memberRaws, accountOnlyRaw: all - memberRaws.reduce((sum, raw) => sum + raw, 0) };
}

/** The same of accounts, by the model's headline. */
export function accountIndexScores({ scores, window, frozen }: Reading): number[] | undefined {
  if (!frozen) return undefined;
  const frozenScore = (at: number) => accountScores(useOf(scores, window, at), frozen);
  return scores.accounts.hash.map((_, at) => frozenScore(at)[scores.headline]);
}
