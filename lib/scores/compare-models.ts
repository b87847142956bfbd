import type { IdHash } from '../model/id-hash.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { type AccountRow, accountRow, windowIndex } from './account-row.ts';
import { type Band, countBands } from './band.ts';
import { intsOf } from './column-of.ts';
import type { DayScores } from './day-scores.ts';
import { listHas } from './list-column.ts';
import { shownScore } from './normalize.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { rowOf } from './row-of.ts';
import { rowsWhere } from './rows-where.ts';
import { userExactScores } from './user-row.ts';
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

function userBands(scores: DayScores): BandCounts {
  const window = windowIndex(scores, scores.headlineWindow);
  return countBands(userExactScores(scores, window).map(shownScore));
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

/** By segment, which rows are in it. */
function members({ scores, model }: ModelScores, of: 'account' | 'user') {
  const inSegment = new Map<string, (at: number) => boolean>();
  scores.segmentNames.forEach((id, index) => {
    const inAccounts = (at: number) => listHas(scores.accounts.segments, at, index);
    const isIn = of === 'account' ? inAccounts : usersIn(scores, model, id);
    if (isIn) inSegment.set(id, isIn);
  });
  return inSegment;
}

const NOBODY = () => false;

function segmentMoves(live: ModelScores, candidate: ModelScores, of: 'account' | 'user') {
  const [before, after] = [members(live, of), members(candidate, of)];
  const [was, is] = [live.scores[`${of}s`].hash, candidate.scores[`${of}s`].hash];
  const wasAt = intsOf(rowsWhere(is.length), (at) => rowOf(was, is[at] ?? ''));
  const isAt = intsOf(rowsWhere(was.length), (at) => rowOf(is, was[at] ?? ''));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((segment): SegmentMoves => {
      const [wasIn, isIn] = [before.get(segment) ?? NOBODY, after.get(segment) ?? NOBODY];
      const entered = rowsWhere(is.length, (at) => isIn(at) && !isThere(wasIn, wasAt[at]));
      const left = rowsWhere(was.length, (at) => wasIn(at) && !isThere(isIn, isAt[at]));
      return { segment, of, entered: entered.length, left: left.length };
    })
    .filter(({ entered, left }) => entered > 0 || left > 0);
}

function isThere(isIn: (at: number) => boolean, at = -1): boolean {
  return at >= 0 && isIn(at);
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
      users: { live: userBands(live), candidate: userBands(candidate) },
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
