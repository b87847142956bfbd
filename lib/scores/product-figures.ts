import { dayNumber } from '../model/day.ts';
import type { Window } from '../model/window.ts';
import { accountRow } from './account-row.ts';
import type { DayScores } from './day-scores.ts';
import { frozenYardstick, type ReportedDay } from './frozen-yardstick.ts';
import { meanAbove0 } from './index-scores.ts';
import { exactScore } from './normalize.ts';
import { userExactScore } from './user-row.ts';

/** The product in one window; scores unrounded. */
interface WindowFigures {
  readonly window: Window;
  readonly score: number;
  /** Null while no day of the model version is closed. */
  readonly index: number | null;
  readonly scoring: number;
  readonly active: number;
  readonly accountScore: number;
  readonly activeAccounts: number;
}

/** The product on a day in some numbers, so that a year of them is read without a snapshot. */
export interface ProductFigures {
  readonly headlineWindow: Window;
  readonly users: number;
  readonly accounts: number;
  readonly dau: number;
  readonly wau: number;
  readonly mau: number;
  readonly windows: readonly WindowFigures[];
}

function windowFigures(
  scores: DayScores,
  reported: readonly ReportedDay[],
  at: number,
  window: Window,
): WindowFigures {
  const { users, accounts, modelVersion } = scores;
  const curve = scores.windows[at]?.curve ?? 0;
  const frozen = frozenYardstick(reported, modelVersion, at, curve);
  const raw = users.windows[at]?.raw ?? [];
  const own = users.hash.map((_, user) => userExactScore(scores, at, user));
  const byFrozen = frozen && raw.map((points) => exactScore(points, frozen.benchmark, curve));
  const from = dayNumber(scores.asOf) - window;
  const ofAccounts = accounts.hash.map((_, a) => accountRow(scores, at, a)?.exactScore ?? 0);
  return {
    window,
    score: meanAbove0(own),
    index: byFrozen ? meanAbove0(byFrozen) : null,
    scoring: own.filter((score) => score > 0).length,
    active: users.lastActive.filter((day) => day > from).length,
    accountScore: meanAbove0(ofAccounts),
    activeAccounts: (accounts.windows[at]?.activeUsers ?? []).filter((count) => count > 0).length,
  };
}

/** A closed day as its own head tells it, for the index of that very day. */
function itself(scores: DayScores): ReportedDay {
  const { modelVersion, asOf, suspect } = scores;
  const yardsticks = scores.windows.map(({ benchmark, meanMember, totalBenchmark }) => {
    return [benchmark, meanMember, totalBenchmark] as const;
  });
  return { kind: 'final', asOf, modelVersion, yardsticks, suspect };
}

/**
 * What a closed day comes to. Cost: O((users + accounts) x windows).
 *
 * @param heads of closed days up to this one, which itself may be missing
 */
export function productFigures(scores: DayScores, heads: readonly ReportedDay[]): ProductFigures {
  const { users, accounts, asOf, headlineWindow, windows } = scores;
  const isKnown = heads.some((head) => head.asOf === asOf && head.kind === 'final');
  const reported = isKnown ? heads : [...heads, itself(scores)];
  const today = dayNumber(asOf);
  const activeIn = (days: number) => users.lastActive.filter((day) => day > today - days).length;
  return {
    headlineWindow,
    users: users.hash.length,
    accounts: accounts.hash.length,
    dau: activeIn(1),
    wau: activeIn(7),
    mau: activeIn(30),
    windows: windows.map(({ window }, at) => windowFigures(scores, reported, at, window)),
  };
}
