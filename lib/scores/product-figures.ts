import { dayNumber } from '../model/day.ts';
import type { Window } from '../model/window.ts';
import { countOf } from './count-of.ts';
import type { DayScores } from './day-scores.ts';
import { frozenYardstick, type ReportedDay } from './frozen-yardstick.ts';
import { meanAbove0 } from './mean-above-0.ts';
import { exactScores } from './normalize.ts';
import { userExactScores } from './user-row.ts';

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
  const raw = users.windows[at]?.raw ?? new Float64Array(0);
  const own = userExactScores(scores, at);
  const byFrozen = frozen && exactScores(raw, frozen.benchmark, curve);
  const from = dayNumber(scores.asOf) - window;
  const columns = accounts.windows[at];
  return {
    window,
    score: meanAbove0(own),
    index: byFrozen ? meanAbove0(byFrozen) : null,
    scoring: countOf(own, (score) => score > 0),
    active: countOf(users.lastActive, (day) => day > from),
    accountScore: meanAbove0(columns?.[scores.headline] ?? []),
    activeAccounts: countOf(columns?.activeUsers ?? [], (count) => count > 0),
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
  const activeIn = (days: number) => countOf(users.lastActive, (day) => day > today - days);
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
