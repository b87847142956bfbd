import type { ScoringModel } from '../model/scoring-model.ts';
import {
  type AccountScores,
  type AccountUse,
  type AccountYardstick,
  measuresOf,
} from './account-score.ts';
import { aboveZero, benchmarkOf, benchmarkOfAbove } from './benchmark.ts';
import { addAt } from './grow.ts';
import { accountOf, memberOf } from './membership.ts';
import { exactScores } from './normalize.ts';
import type { PairsOf } from './pairs-by-account.ts';
import type { SpanTally, Tally } from './tally.ts';
import { winsorize } from './winsorize.ts';

/** The scores of one span: what everybody is measured against, and what accounts come to. */
export interface SpanScores {
  readonly yardstick: AccountYardstick;
  /** How many raw scores above 0 the benchmark is taken from. */
  readonly scoringUsers: number;
  /** By account index: the measures, the known members, and the raw score of all of them. */
  readonly accounts: readonly AccountScores[];
  readonly known: Int32Array;
  readonly raw: Float64Array;
  /** What one account is made of. */
  use(account: number): AccountUse;
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
function counts(
  members: Tally['members'],
  span: SpanTally,
  inPopulation: InPopulation,
  pair: number,
): boolean {
  return span.known[pair] === 1 && inPopulation(memberOf(members, pair));
}

/** A member that is not idle. */
function addMember(sums: AccountSums, account: number, raw: number, score: number, cap: number) {
  if (score > 0) sums.scoring[account] = (sums.scoring[account] ?? 0) + 1;
  addAt(sums.score, account, score);
  addAt(sums.total, account, winsorize(raw, cap));
  addAt(sums.raw, account, raw);
}

/** All accounts in one walk over the members: six times as quick as a list for each account. */
function sumAccounts(
  { members, accounts }: Tally,
  span: SpanTally,
  inPopulation: InPopulation,
  { benchmark, curve }: Pick<AccountYardstick, 'benchmark' | 'curve'>,
): AccountSums {
  const { length } = accounts;
  const raw = new Float64Array(length);
  raw.set(span.accountOnlyRaw.subarray(0, length));
  const total = raw.map((only) => winsorize(only, benchmark));
  const [known, scoring] = [new Int32Array(length), new Int32Array(length)];
  const sums = { known, scoring, score: new Float64Array(length), total, raw };
  const scores = exactScores(span.pairRaw, benchmark, curve);
  for (let pair = 0; pair < members.pairs.length; pair++) {
    if (!counts(members, span, inPopulation, pair)) continue;
    const account = accountOf(members, pair);
    known[account] = (known[account] ?? 0) + 1;
    // Many members are idle, and 0 changes no sum.
    const own = span.pairRaw[pair] ?? 0;
    if (own !== 0) addMember(sums, account, own, scores[pair] ?? 0, benchmark);
  }
  return sums;
}

/** Mean unrounded score over all known members of all accounts; 0 when there are none. */
function meanMember({ known, score }: AccountSums): number {
  const members = known.reduce((sum, count) => sum + count, 0);
  return members === 0 ? 0 : score.reduce((sum, more) => sum + more, 0) / members;
}

/** Scores one span: the users' benchmark first, then what accounts are measured against. */
export function scoreSpan(
  tally: Tally,
  span: SpanTally,
  pairsOf: PairsOf,
  inPopulation: InPopulation,
): SpanScores {
  const { normalization }: ScoringModel = tally.plan.model;
  const raws = aboveZero(span.userRaw, inPopulation);
  const benchmark = benchmarkOfAbove(raws, normalization);
  const { curve } = normalization;
  const sums = sumAccounts(tally, span, inPopulation, { benchmark, curve });
  const yardstick: AccountYardstick = {
    benchmark,
    curve,
    meanMember: meanMember(sums),
    totalBenchmark: benchmarkOf(sums.total, { percentile: normalization.percentile }),
  };
  const accountOnly = (account: number) => span.accountOnlyRaw[account] ?? 0;
  const accounts = Array.from({ length: tally.accounts.length }, (_, account) => {
    const { known, scoring, score, total } = sums;
    const own = {
      known: known[account] ?? 0,
      scoring: scoring[account] ?? 0,
      score: score[account] ?? 0,
      total: total[account] ?? 0,
    };
    return measuresOf(own, accountOnly(account), yardstick);
  });
  const use = (account: number): AccountUse => ({
    memberRaws: pairsOf(account)
      .filter((pair) => counts(tally.members, span, inPopulation, pair))
      .map((pair) => span.pairRaw[pair] ?? 0),
    accountOnlyRaw: accountOnly(account),
  });
  const { known, raw } = sums;
  return { yardstick, scoringUsers: raws.length, accounts, known, raw, use };
}
