import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { findRow } from '../columns/find-row.ts';
import { gatherInts } from '../columns/gather.ts';
import { listHas } from '../columns/list-column.ts';
import { rowsWhere } from '../columns/rows-where.ts';
import { type Band, countBands } from '../formulas/band.ts';
import { rankCorrelation } from '../formulas/rank-correlation.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { type AccountRow, accountRow } from '../snapshot/account-row.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { windowIndex } from '../snapshot/subject-row.ts';
import { userExactScores } from '../snapshot/user-row.ts';
import { userSegmentTest } from './user-segments.ts';

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
export interface ScoreDifference extends SideBySide<number> {
  readonly hash: IdHash;
  readonly change: number;
}

export interface SegmentDifference {
  readonly segment: string;
  readonly of: SubjectKind;
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
  readonly movers: readonly ScoreDifference[];
  readonly segments: readonly SegmentDifference[];
}

const MAX_DIFFERENCES = 10;

function accountRows(scores: DayScores): readonly AccountRow[] {
  const window = windowIndex(scores, scores.headlineWindow);
  return scores.accounts.hash.flatMap((_, subject) => accountRow(scores, window, subject) ?? []);
}

function userBands(scores: DayScores): BandCounts {
  const window = windowIndex(scores, scores.headlineWindow);
  return countBands(userExactScores(scores, window).map(shownScore));
}

/** Returns accounts that both models score, the most changed first. */
function largestDifferences(
  pairs: readonly (readonly [AccountRow, AccountRow])[],
): readonly ScoreDifference[] {
  return pairs
    .map(([live, candidate]) => ({
      hash: live.hash,
      live: live.score,
      candidate: candidate.score,
      change: candidate.exactScore - live.exactScore,
    }))
    .filter(({ change }) => change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.hash < b.hash ? -1 : 1))
    .slice(0, MAX_DIFFERENCES);
}

/** Returns by segment which rows are in it. */
function segmentTests({ scores, model }: ModelScores, of: SubjectKind) {
  const inSegment = new Map<string, (subject: number) => boolean>();
  scores.segmentNames.forEach((id, index) => {
    const inAccounts = (subject: number) => listHas(scores.accounts.segments, subject, index);
    const isIn = of === 'account' ? inAccounts : userSegmentTest(scores, model, id);
    if (isIn) inSegment.set(id, isIn);
  });
  return inSegment;
}

const inNone = () => false;

function segmentDifferences(live: ModelScores, candidate: ModelScores, of: SubjectKind) {
  const [before, after] = [segmentTests(live, of), segmentTests(candidate, of)];
  const [liveHashes, candidateHashes] = [
    live.scores[`${of}s`].hash,
    candidate.scores[`${of}s`].hash,
  ];
  const liveRowOf = gatherInts(rowsWhere(candidateHashes.length), (subject) =>
    findRow(liveHashes, candidateHashes[subject] ?? ''),
  );
  const candidateRowOf = gatherInts(rowsWhere(liveHashes.length), (subject) =>
    findRow(candidateHashes, liveHashes[subject] ?? ''),
  );
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((segment): SegmentDifference => {
      const [wasIn, isIn] = [before.get(segment) ?? inNone, after.get(segment) ?? inNone];
      const entered = rowsWhere(
        candidateHashes.length,
        (subject) => isIn(subject) && !isMember(wasIn, liveRowOf[subject]),
      );
      const left = rowsWhere(
        liveHashes.length,
        (subject) => wasIn(subject) && !isMember(isIn, candidateRowOf[subject]),
      );
      return { segment, of, entered: entered.length, left: left.length };
    })
    .filter(({ entered, left }) => entered > 0 || left > 0);
}

function isMember(isIn: (subject: number) => boolean, subject = -1): boolean {
  return subject >= 0 && isIn(subject);
}

/**
 * Returns what two models say about one day side by side. Segments that nobody entered or left are
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
    movers: largestDifferences(pairs),
    segments: [
      ...segmentDifferences(of.live, of.candidate, 'account'),
      ...segmentDifferences(of.live, of.candidate, 'user'),
    ],
  };
}
