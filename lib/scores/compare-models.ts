import type { IdHash } from '../model/id-hash.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { type AccountRow, accountRow, windowIndex } from './account-row.ts';
import { type Band, countBands } from './band.ts';
import type { DayScores } from './day-scores.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { userRow } from './user-row.ts';
import { usersIn } from './user-segments.ts';

/** A figure under the model in force and under the candidate. */
export interface SideBySide<Value> {
  readonly live: Value;
  readonly candidate: Value;
}

/** What a model says about a day. */
export interface ModelScores {
  readonly scores: DayScores;
  readonly model: ScoringModel;
}

type BandCounts = Readonly<Record<Band, number>>;

/** An account's shown score under both; the change is of unrounded ones. */
export interface Mover extends SideBySide<number> {
  readonly hash: IdHash;
  readonly change: number;
}

export interface SegmentMoves {
  readonly segment: string;
  readonly of: 'account' | 'user';
  readonly entered: number;
  readonly left: number;
}

/** What a day looks like under both models, each at its own headline window. */
export interface ModelComparison {
  readonly windows: SideBySide<number>;
  readonly bands: {
    readonly accounts: SideBySide<BandCounts>;
    readonly users: SideBySide<BandCounts>;
  };
  /** Of the accounts that both score; null when there is no order to compare. */
  readonly rankCorrelation: number | null;
  readonly movers: readonly Mover[];
  readonly segments: readonly SegmentMoves[];
}

const MOST_MOVERS = 10;

function accountRows(scores: DayScores): readonly AccountRow[] {
  const window = windowIndex(scores, scores.headlineWindow);
  return scores.accounts.hash.flatMap((_, at) => accountRow(scores, window, at) ?? []);
}

function userScores(scores: DayScores): readonly number[] {
  const window = windowIndex(scores, scores.headlineWindow);
  return scores.users.hash.map((_, at) => userRow(scores, window, at)?.score ?? 0);
}

/** Accounts that both models score, the most moved first. */
function moversOf(pairs: readonly (readonly [AccountRow, AccountRow])[]): readonly Mover[] {
  return pairs
    .map(([live, candidate]) => ({
      hash: live.hash,
      live: live.score,
      candidate: candidate.score,
      change: candidate.exactScore - live.exactScore,
    }))
    .filter(({ change }) => change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.hash < b.hash ? -1 : 1))
    .slice(0, MOST_MOVERS);
}

/** By segment, who is in it. */
function members({ scores, model }: ModelScores, of: 'account' | 'user') {
  const { accounts, segmentNames } = scores;
  const inSegment = new Map<string, Set<IdHash>>();
  segmentNames.forEach((id, index) => {
    const inAccounts = (at: number) => accounts.segments[at]?.includes(index) ?? false;
    const isIn = of === 'account' ? inAccounts : usersIn(scores, model, id);
    const { hash } = scores[`${of}s`];
    if (isIn) inSegment.set(id, new Set(hash.filter((_, at) => isIn(at))));
  });
  return inSegment;
}

function missingFrom(some: Iterable<IdHash>, others: ReadonlySet<IdHash> | undefined): number {
  return [...some].filter((hash) => !others?.has(hash)).length;
}

function segmentMoves(live: ModelScores, candidate: ModelScores, of: 'account' | 'user') {
  const [before, after] = [members(live, of), members(candidate, of)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((segment): SegmentMoves => {
      const [was, is] = [before.get(segment), after.get(segment)];
      const [entered, left] = [missingFrom(is ?? [], was), missingFrom(was ?? [], is)];
      return { segment, of, entered, left };
    })
    .filter(({ entered, left }) => entered > 0 || left > 0);
}

/**
 * Puts what two models say about one day side by side. Segments that nobody entered or left are
 * left out. Cost: O(users + accounts) and two sorts of accounts.
 */
export function compareModels(of: SideBySide<ModelScores>): ModelComparison {
  const [live, candidate] = [of.live.scores, of.candidate.scores];
  const [liveRows, candidateRows] = [accountRows(live), accountRows(candidate)];
  const byHash = new Map(candidateRows.map((row) => [row.hash, row]));
  const pairs = liveRows.flatMap((row) => {
    const other = byHash.get(row.hash);
    return other ? [[row, other] as const] : [];
  });
  const bands = (rows: readonly AccountRow[]) => countBands(rows.map(({ score }) => score));
  return {
    windows: { live: live.headlineWindow, candidate: candidate.headlineWindow },
    bands: {
      accounts: { live: bands(liveRows), candidate: bands(candidateRows) },
      users: { live: countBands(userScores(live)), candidate: countBands(userScores(candidate)) },
    },
    rankCorrelation: rankCorrelation(
      pairs.map(([row]) => row.exactScore),
      pairs.map(([, row]) => row.exactScore),
    ),
    movers: moversOf(pairs),
    segments: [
      ...segmentMoves(of.live, of.candidate, 'account'),
      ...segmentMoves(of.live, of.candidate, 'user'),
    ],
  };
}
