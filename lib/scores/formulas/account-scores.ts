import { exactScore } from './exact-score.ts';
import { winsorize } from './winsorize.ts';

/** How many average members the fair score adds to each account. */
export const FAIR_PRIOR_MEMBERS = 3;

/** What an account's score is made of, in one window. */
export interface AccountRawScores {
  /** Raw score of each known member, on its events in this account. */
  readonly memberRaws: readonly number[];
  /** Raw score of events that name the account and no user. */
  readonly accountOnlyRaw: number;
}

/** What accounts are measured against. */
export interface ScoreBenchmarks {
  /** The users' benchmark: members are scored like users. */
  readonly benchmark: number;
  readonly curve: number;
  /** Mean unrounded score over all known members of all accounts. */
  readonly meanMember: number;
  /** Percentile of the accounts' totals; 0 while there are none. */
  readonly totalBenchmark: number;
}

/** Unrounded, 0 to 100. */
export interface AccountScores {
  readonly average: number;
  readonly total: number;
  readonly fair: number;
}

const ZERO_SCORES: AccountScores = { average: 0, total: 0, fair: 0 };

/** Sums over the known members of one account; one after the other, so order changes no bit. */
export interface MemberSums {
  readonly known: number;
  /** Members that score above 0. */
  readonly scoring: number;
  /** Of unrounded scores. */
  readonly score: number;
  /**
   * Of raw scores, each winsorized at the users' benchmark so that one robot is not a crowd;
   * events that name only the account count as one more member.
   */
  readonly total: number;
}

function memberSums({ memberRaws, accountOnlyRaw }: AccountRawScores, benchmarks: ScoreBenchmarks) {
  const { benchmark, curve } = benchmarks;
  let [scoring, score, total] = [0, 0, winsorize(accountOnlyRaw, benchmark)];
  for (const raw of memberRaws) {
    const own = exactScore(raw, benchmark, curve);
    if (own > 0) scoring++;
    score += own;
    total += winsorize(raw, benchmark);
  }
  return { known: memberRaws.length, scoring, score, total };
}

/**
 * # Three measures of an account
 *
 * - `average`: mean score of the members that score above 0. Favours accounts of one user.
 * - `total`: the total raw score against the accounts' own benchmark, on the same curve.
 *   Favours large accounts.
 * - `fair`: (sum of the known members' scores + 3 x the mean member) / (known members + 3).
 *   The idle count as 0, and a small account is drawn to the mean: one keen user does not
 *   outrank forty engaged ones, and losing the weak half raises nobody.
 *
 * Members scoring 80, 40 and 0 where the mean member scores 30: average 60,
 * fair (80 + 40 + 0 + 3x30) / (3 + 3) = 35.
 *
 * An account in which no member scores and that has no events of its own scores 0 in all three.
 *
 * Cost: O(members).
 */
export function accountScores(
  rawScores: AccountRawScores,
  benchmarks: ScoreBenchmarks,
): AccountScores {
  return accountScoresFromSums(
    memberSums(rawScores, benchmarks),
    rawScores.accountOnlyRaw,
    benchmarks,
  );
}

/** The same from sums that were taken for all accounts at once. */
export function accountScoresFromSums(
  { known, scoring, score, total }: MemberSums,
  accountOnlyRaw: number,
  { meanMember, totalBenchmark, curve }: ScoreBenchmarks,
): AccountScores {
  if (scoring === 0 && accountOnlyRaw <= 0) return ZERO_SCORES;
  return {
    average: scoring === 0 ? 0 : score / scoring,
    total: exactScore(total, totalBenchmark, curve),
    fair: (score + FAIR_PRIOR_MEMBERS * meanMember) / (known + FAIR_PRIOR_MEMBERS),
  };
}
