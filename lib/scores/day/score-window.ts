import type { Aggregate, WindowSums } from '../aggregate/aggregate.ts';
import { accountOfPair, type PairsOf, userOfPair } from '../aggregate/membership.ts';
import { addAt } from '../columns/grow-column.ts';
import {
  type AccountRawScores,
  type AccountScores,
  accountScoresFromSums,
  type ScoreBenchmarks,
} from '../formulas/account-scores.ts';
import { benchmarkOf, benchmarkOfPositive, positiveValues } from '../formulas/benchmark.ts';
import { exactScores } from '../formulas/exact-score.ts';
import { winsorize } from '../formulas/winsorize.ts';
import type { Population } from './population.ts';

/** Sums up all accounts in one pass over the members: six times as quick as a list for each account. */
function sumAccounts(
  { members, ids }: Aggregate,
  windowSums: WindowSums,
  isCounted: (pair: number) => boolean,
  { benchmark, curve }: Pick<ScoreBenchmarks, 'benchmark' | 'curve'>,
) {
  const { length } = ids.account;
  const raw = new Float64Array(length);
  raw.set(windowSums.accountOnlyRaw.subarray(0, length));
  const total = raw.map((only) => winsorize(only, benchmark));
  const [known, scoring] = [new Int32Array(length), new Int32Array(length)];
  const sums = { known, scoring, score: new Float64Array(length), total, raw };
  const scores = exactScores(windowSums.pairRaw, benchmark, curve);
  for (let pair = 0; pair < members.pairs.length; pair++) {
    if (!isCounted(pair)) continue;
    const account = accountOfPair(members, pair);
    known[account] = (known[account] ?? 0) + 1;
    // Many members are idle, and 0 changes no sum.
    const own = windowSums.pairRaw[pair] ?? 0;
    if (own === 0) continue;
    const score = scores[pair] ?? 0;
    scoring[account] = (scoring[account] ?? 0) + Number(score > 0);
    addAt(sums.score, account, score);
    addAt(total, account, winsorize(own, benchmark));
    addAt(raw, account, own);
  }
  return sums;
}

/** Returns the mean unrounded score over all known members of the accounts in a population; else 0. */
function meanMemberScore(
  { known, score }: ReturnType<typeof sumAccounts>,
  { account: isIn }: Population,
): number {
  let [members, sum] = [0, 0];
  for (let account = 0; account < known.length; account++) {
    if (!isIn(account)) continue;
    members += known[account] ?? 0;
    sum += score[account] ?? 0;
  }
  return members === 0 ? 0 : sum / members;
}

/** The scores of one span: what everybody is measured against, and what accounts come to. */
export type WindowScores = ReturnType<typeof scoreWindow>;

/** Scores one span: the users' benchmark first, then what accounts are measured against. */
export function scoreWindow(
  aggregate: Aggregate,
  windowSums: WindowSums,
  pairsOf: PairsOf,
  population: Population,
) {
  const { normalization } = aggregate.plan.model;
  const { percentile, curve } = normalization;
  const raws = positiveValues(windowSums.userRaw, population.user);
  const benchmark = benchmarkOfPositive(raws, normalization);
  // Whom an account counts: its known members that the model's population has.
  const isCounted = (pair: number) =>
    windowSums.known[pair] === 1 && population.user(userOfPair(aggregate.members, pair));
  const sums = sumAccounts(aggregate, windowSums, isCounted, { benchmark, curve });
  const benchmarks: ScoreBenchmarks = {
    benchmark,
    curve,
    meanMember: meanMemberScore(sums, population),
    totalBenchmark: benchmarkOf(positiveValues(sums.total, population.account), { percentile }),
  };
  const { known, scoring, score, total, raw } = sums;
  const accountOnly = (account: number) => windowSums.accountOnlyRaw[account] ?? 0;
  const accounts = Array.from(known, (members, account): AccountScores => {
    const own = {
      known: members,
      scoring: scoring[account] ?? 0,
      score: score[account] ?? 0,
      total: total[account] ?? 0,
    };
    return accountScoresFromSums(own, accountOnly(account), benchmarks);
  });
  const rawScoresOf = (account: number): AccountRawScores => ({
    memberRaws: pairsOf(account)
      .filter(isCounted)
      .map((pair) => windowSums.pairRaw[pair] ?? 0),
    accountOnlyRaw: accountOnly(account),
  });
  return {
    benchmarks,
    /** How many raw scores above 0 the benchmark is taken from. */
    scoringUsers: raws.length,
    /** By account index: the measures, the known members, and the raw score of all of them. */
    accounts,
    known,
    raw,
    /** Returns what one account is made of. */
    rawScoresOf,
  };
}
