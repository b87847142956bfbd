import { accountScores } from './account-score.ts';
import type { DayScores } from './day-scores.ts';
import { meanAbove0 } from './mean-above-0.ts';
import { exactScores, shownScore } from './normalize.ts';
import { derivedOf, type Reading } from './reading.ts';

const NO_INDEX = { index: null, exactIndex: null };

/** An index as answers show it; null while no day of the model version is closed. */
export interface IndexView {
  readonly index: number | null;
  readonly exactIndex: number | null;
}

/** An index from scores by the frozen yardstick; of undefined where there is none. */
export function indexView(scores: Iterable<number> | undefined): IndexView {
  if (!scores) return NO_INDEX;
  const exactIndex = meanAbove0(scores);
  return { index: shownScore(exactIndex), exactIndex };
}

/** Scores of users by the frozen yardstick; undefined while there is none. */
export function userIndexScores({ scores, window, frozen }: Reading): Float64Array | undefined {
  const raw = scores.users.windows[window]?.raw ?? new Float64Array(0);
  return frozen && exactScores(raw, frozen.benchmark, frozen.curve);
}

/** What one account is made of, read back out of its members. */
function useOf(scores: DayScores, window: number, at: number) {
  const raws = scores.members.raw[window];
  const memberRaws = Array.from(derivedOf(scores).membersOf(at), (member) => raws?.[member] ?? 0);
  const all = scores.accounts.windows[window]?.raw[at] ?? 0;
  return { memberRaws, accountOnlyRaw: all - memberRaws.reduce((sum, raw) => sum + raw, 0) };
}

/** The same of accounts, by the model's headline. */
export function accountIndexScores({ scores, window, frozen }: Reading): Float64Array | undefined {
  if (!frozen) return undefined;
  const frozenScore = (at: number) => accountScores(useOf(scores, window, at), frozen);
  return Float64Array.from(scores.accounts.hash, (_, at) => frozenScore(at)[scores.headline]);
}
