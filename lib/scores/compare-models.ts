import type { IdHash } from '../model/id-hash.ts';
import { type AccountRow, accountRow, windowIndex } from './account-row.ts';
import { type Band, countBands } from './band.ts';
import type { DayScores } from './day-scores.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { userRow } from './user-row.ts';

/** A figure under the model in force and under the candidate. */
export interface SideBySide<Value> {
  readonly live: Value;
  readonly candidate: Value;
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
function members(scores: DayScores, of: 'accounts' | 'users'): Map<string, Set<IdHash>> {
  const inSegment = new Map(scores.segmentNames.map((name) => [name, new Set<IdHash>()]));
  scores[of].segments.forEach((segments, at) => {
    for (const segment of segments) {
      inSegment.get(scores.segmentNames[segment] ?? '')?.add(scores[of].hash[at] ?? '');
    }
  });
  return inSegment;
}

function missingFrom(some: Iterable<IdHash>, others: ReadonlySet<IdHash> | undefined): number {
  return [...some].filter((hash) => !others?.has(hash)).length;
}

function segmentMoves(live: DayScores, candidate: DayScores, of: 'account' | 'user') {
  const [before, after] = [members(live, `${of}s`), members(candidate, `${of}s`)];
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
export function compareModels(live: DayScores, candidate: DayScores): ModelComparison {
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
      ...segmentMoves(live, candidate, 'account'),
      ...segmentMoves(live, candidate, 'user'),
    ],
  };
}
