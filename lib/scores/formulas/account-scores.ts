import { exactScore } from './exact-score.ts';
import { winsorize } from './winsorize.ts';

/** Average members that the fair score adds to each account. */
export const FAIR_PRIOR_MEMBERS = 3;

/** What an account's scores are made of, in one window. */
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

/**
 * Sums over the known members of one account, added in the order of members: it decides the bits.
 */
export interface MemberSums {
  readonly known: number;
  /** Members that score above 0. */
  readonly scoring: number;
  /** Sum of unrounded scores. */
  readonly score: number;
  /**
   * Sum of raw scores, each winsorized at the users' benchmark so that one robot is not a crowd;
   * events that name only the account count as one more member.
   */
  readonly total: number;
}

/**
 * # Three measures of an account
 *
 * - `average`: mean score of the members that score above 0. Favours accounts of one user.
 * - `total`: the total raw score against the accounts' own benchmark, on the same curve.
 *   Favours large accounts.
 * - `fair`: the mean of all known members, drawn to the mean of all accounts by three average
 *   members. The idle count as 0: one keen user does not outrank forty engaged ones, and losing the
 *   weak half raises nobody.
 *
 * Source: Sherlock's help centre has the average over active users and the total, and says itself
 * which accounts each favours. `fair` is our cure: the Bayesian average of rating lists, with a
 * prior of three (docs/scoring.md, Accounts).
 *
 *     average = sum(member scores) / members above 0
 *     total = score(sum(winsorized raw scores), the accounts' benchmark)
 *     fair = (sum(member scores) + 3 x mean member) / (known members + 3)
 *
 * Example: members scoring 80, 40 and 0 where the mean member scores 30: average 60,
 * fair (80 + 40 + 0 + 3x30) / (3 + 3) = 35.
 *
 * An account in which no member scores and that has no events of its own scores 0 in all three.
 *
 * Cost: O(members).
 */
export function accountScores(
  { memberRaws, accountOnlyRaw }: AccountRawScores,
  benchmarks: ScoreBenchmarks,
): AccountScores {
  const { benchmark, curve } = benchmarks;
  let [scoring, score, total] = [0, 0, winsorize(accountOnlyRaw, benchmark)];
  for (const raw of memberRaws) {
    const own = exactScore(raw, benchmark, curve);
    if (own > 0) scoring++;
    score += own;
    total += winsorize(raw, benchmark);
  }
  const sums = { known: memberRaws.length, scoring, score, total };
  return accountScoresFromSums(sums, accountOnlyRaw, benchmarks);
}

/** Returns the scores of an account whose sums were taken for all accounts at once. Cost: O(1). */
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
