import type { ScoringModel } from '../../model/scoring-model.ts';
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

/** The scores of one span: what everybody is measured against, and what accounts come to. */
export interface WindowScores {
  readonly benchmarks: ScoreBenchmarks;
  /** How many raw scores above 0 the benchmark is taken from. */
  readonly scoringUsers: number;
  /** By account index: the measures, the known members, and the raw score of all of them. */
  readonly accounts: readonly AccountScores[];
  readonly known: Int32Array;
  readonly raw: Float64Array;
  /** What one account is made of. */
  rawScoresOf(account: number): AccountRawScores;
}

type InPopulation = (user: number) => boolean;

/** Sums over the members of every account, by account index. */
interface AccountSums {
  readonly known: Int32Array;
  readonly scoring: Int32Array;
  readonly score: Float64Array;
  readonly total: Float64Array;
  readonly raw: Float64Array;
}

/** Whom an account counts: its known members that the model's population has. */
function isCounted(
  members: Aggregate['members'],
  windowSums: WindowSums,
  inPopulation: InPopulation,
  pair: number,
): boolean {
  return windowSums.known[pair] === 1 && inPopulation(userOfPair(members, pair));
}

/** Sums up all accounts in one pass over the members: six times as quick as a list for each account. */
function sumAccounts(
  { members, ids }: Aggregate,
  windowSums: WindowSums,
  inPopulation: InPopulation,
  { benchmark, curve }: Pick<ScoreBenchmarks, 'benchmark' | 'curve'>,
): AccountSums {
  const { length } = ids.account;
  const raw = new Float64Array(length);
  raw.set(windowSums.accountOnlyRaw.subarray(0, length));
  const total = raw.map((only) => winsorize(only, benchmark));
  const [known, scoring] = [new Int32Array(length), new Int32Array(length)];
  const sums = { known, scoring, score: new Float64Array(length), total, raw };
  const scores = exactScores(windowSums.pairRaw, benchmark, curve);
  for (let pair = 0; pair < members.pairs.length; pair++) {
    if (!isCounted(members, windowSums, inPopulation, pair)) continue;
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

/** Returns the mean unrounded score over all known members of all accounts; 0 when there are none. */
function meanMemberScore({ known, score }: AccountSums): number {
  const members = known.reduce((sum, count) => sum + count, 0);
  return members === 0 ? 0 : score.reduce((sum, more) => sum + more, 0) / members;
}

/** Scores one span: the users' benchmark first, then what accounts are measured against. */
export function scoreWindow(
  aggregate: Aggregate,
  windowSums: WindowSums,
  pairsOf: PairsOf,
  inPopulation: InPopulation,
): WindowScores {
  const { normalization }: ScoringModel = aggregate.plan.model;
  const raws = positiveValues(windowSums.userRaw, inPopulation);
  const benchmark = benchmarkOfPositive(raws, normalization);
  const { curve } = normalization;
  const sums = sumAccounts(aggregate, windowSums, inPopulation, { benchmark, curve });
  const benchmarks: ScoreBenchmarks = {
    benchmark,
    curve,
    meanMember: meanMemberScore(sums),
    totalBenchmark: benchmarkOf(sums.total, { percentile: normalization.percentile }),
  };
  const accountOnly = (account: number) => windowSums.accountOnlyRaw[account] ?? 0;
  const accounts = Array.from({ length: aggregate.ids.account.length }, (_, account) => {
    const { known, scoring, score, total } = sums;
    const own = {
      known: known[account] ?? 0,
      scoring: scoring[account] ?? 0,
      score: score[account] ?? 0,
      total: total[account] ?? 0,
    };
    return accountScoresFromSums(own, accountOnly(account), benchmarks);
  });
  const rawScoresOf = (account: number): AccountRawScores => ({
    memberRaws: pairsOf(account)
      .filter((pair) => isCounted(aggregate.members, windowSums, inPopulation, pair))
      .map((pair) => windowSums.pairRaw[pair] ?? 0),
    accountOnlyRaw: accountOnly(account),
  });
  const { known, raw } = sums;
  return { benchmarks, scoringUsers: raws.length, accounts, known, raw, rawScoresOf };
}
