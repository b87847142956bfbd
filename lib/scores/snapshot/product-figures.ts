import { dayNumber } from '../../model/day.ts';
import type { Window } from '../../model/window.ts';
import { countWhere } from '../columns/gather.ts';
import { exactScores } from '../formulas/exact-score.ts';
import { indexBaseline, type ReportedDay } from '../formulas/index-baseline.ts';
import { meanOfPositive } from '../formulas/mean-of-positive.ts';
import type { DayScores } from './day-scores.ts';
import { userExactScores } from './subject-rows.ts';

/** The product in one window; scores unrounded. */
function windowFigures(
  scores: DayScores,
  reported: readonly ReportedDay[],
  index: number,
  window: Window,
) {
  const { users, accounts, modelVersion } = scores;
  const curve = scores.windows[index]?.curve ?? 0;
  const baseline = indexBaseline(reported, modelVersion, index, curve);
  const raw = users.windows[index]?.raw ?? new Float64Array(0);
  const userScores = userExactScores(scores, index);
  const baselineScores = baseline && exactScores(raw, baseline.benchmark, curve);
  const from = dayNumber(scores.asOf) - window;
  const columns = accounts.windows[index];
  return {
    window,
    score: meanOfPositive(userScores),
    /** Null while no day of the model version is closed. */
    index: baselineScores ? meanOfPositive(baselineScores) : null,
    scoring: countWhere(userScores, (score) => score > 0),
    active: countWhere(users.lastActive, (day) => day > from),
    accountScore: meanOfPositive(columns?.[scores.headline] ?? []),
    activeAccounts: countWhere(columns?.activeUsers ?? [], (count) => count > 0),
  };
}

/** A closed day as its own head tells it, for the index of that very day. */
function reportedDayOf(scores: DayScores): ReportedDay {
  const { modelVersion, asOf, suspect } = scores;
  const benchmarks = scores.windows.map(({ benchmark, meanMember, totalBenchmark }) => {
    return [benchmark, meanMember, totalBenchmark] as const;
  });
  return { kind: 'final', asOf, modelVersion, benchmarks, suspect };
}

/** The product on a day in some numbers, so that a year of them is read without a snapshot. */
export type ProductFigures = ReturnType<typeof productFigures>;

/**
 * What a closed day comes to. Cost: O((users + accounts) x windows).
 *
 * @param heads of closed days up to this one, which itself may be missing
 */
export function productFigures(scores: DayScores, heads: readonly ReportedDay[]) {
  const { users, accounts, asOf, headlineWindow, windows } = scores;
  const isKnown = heads.some((head) => head.asOf === asOf && head.kind === 'final');
  const reported = isKnown ? heads : [...heads, reportedDayOf(scores)];
  const today = dayNumber(asOf);
  const activeIn = (days: number) => countWhere(users.lastActive, (day) => day > today - days);
  return {
    headlineWindow,
    users: users.hash.length,
    accounts: accounts.hash.length,
    dau: activeIn(1),
    wau: activeIn(7),
    mau: activeIn(30),
    windows: windows.map(({ window }, index) => windowFigures(scores, reported, index, window)),
  };
}
