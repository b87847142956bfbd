import type { ScoringModel } from '../model/scoring-model.ts';
import {
  type AccountScores,
  type AccountUse,
  type AccountYardstick,
  accountScores,
  accountTotal,
} from './account-score.ts';
import { aboveZero, benchmarkOf } from './benchmark.ts';
import { exactScore } from './normalize.ts';
import type { SpanTally, Tally } from './tally.ts';

/** The scores of one span: what everybody is measured against, and what accounts come to. */
export interface SpanScores {
  readonly yardstick: AccountYardstick;
  /** How many raw scores above 0 the benchmark is taken from. */
  readonly scoringUsers: number;
  /** By account index. */
  readonly uses: readonly AccountUse[];
  readonly accounts: readonly AccountScores[];
}

/** The pairs of each account, by account index: worked out once for all spans. */
export function pairsByAccount(tally: Tally): readonly (readonly number[])[] {
  const pairs: number[][] = tally.accounts.list.map(() => []);
  tally.members.account.forEach((account, pair) => {
    pairs[account]?.push(pair);
  });
  return pairs;
}

/** What each account is made of in a span: its known members that the model's population has. */
export function usesOf(
  tally: Tally,
  span: SpanTally,
  pairs: readonly (readonly number[])[],
  inPopulation: (user: number) => boolean,
): AccountUse[] {
  return pairs.map((members, account) => ({
    memberRaws: members
      .filter((pair) => span.known[pair] === 1 && inPopulation(tally.members.user[pair] ?? -1))
      .map((pair) => span.pairRaw[pair] ?? 0),
    accountOnlyRaw: span.accountOnlyRaw[account] ?? 0,
  }));
}

/** Mean unrounded score over all known members of all accounts; 0 when there are none. */
function meanMember(uses: readonly AccountUse[], benchmark: number, curve: number): number {
  let sum = 0;
  let members = 0;
  for (const { memberRaws } of uses) {
    for (const raw of memberRaws) sum += exactScore(raw, benchmark, curve);
    members += memberRaws.length;
  }
  return members === 0 ? 0 : sum / members;
}

/** Scores one span: the users' benchmark first, then what accounts are measured against. */
export function scoreSpan(
  tally: Tally,
  span: SpanTally,
  pairs: readonly (readonly number[])[],
  inPopulation: (user: number) => boolean,
): SpanScores {
  const { normalization }: ScoringModel = tally.plan.model;
  const users = tally.users.list.length;
  const raws = aboveZero(
    span.userRaw.subarray(0, users).map((raw, u) => (inPopulation(u) ? raw : 0)),
  );
  const benchmark = benchmarkOf(raws, normalization);
  const uses = usesOf(tally, span, pairs, inPopulation);
  const totals = Float64Array.from(uses, (use) => accountTotal(use, benchmark));
  const yardstick: AccountYardstick = {
    benchmark,
    curve: normalization.curve,
    meanMember: meanMember(uses, benchmark, normalization.curve),
    totalBenchmark: benchmarkOf(totals, { percentile: normalization.percentile }),
  };
  const accounts = uses.map((use) => accountScores(use, yardstick));
  return { yardstick, scoringUsers: raws.length, uses, accounts };
}
