import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { findRow } from '../columns/find-row.ts';
import { rowsWhere } from '../columns/gather.ts';
import { listHas } from '../columns/list-column.ts';
import { countBands } from '../formulas/band.ts';
import { rankCorrelation } from '../formulas/rank-correlation.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import {
  type AccountRow,
  accountRow,
  userExactScores,
  windowIndex,
} from '../snapshot/subject-rows.ts';
import type { SnapshotWindow } from './snapshot-window.ts';
import { userSegmentTest } from './user-segments.ts';

/** What a model says about a day. */
export type ModelScores = Pick<SnapshotWindow, 'scores' | 'model'>;

const MAX_DIFFERENCES = 10;

function accountRows(scores: DayScores): readonly AccountRow[] {
  const window = windowIndex(scores, scores.headlineWindow);
  return scores.accounts.hash.flatMap((_, subject) => accountRow(scores, window, subject) ?? []);
}

function userBands(scores: DayScores) {
  const window = windowIndex(scores, scores.headlineWindow);
  return countBands(userExactScores(scores, window).map(shownScore));
}

/** An account's shown score under both models; the change is of unrounded ones. */
export interface ScoreDifference {
  readonly hash: IdHash;
  readonly live: number;
  readonly candidate: number;
  readonly change: number;
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

type RowTest = (row: number) => boolean;

/** Returns by segment which rows are in it. */
function segmentTests(of: ModelScores, kind: SubjectKind) {
  const { scores } = of;
  const tests = new Map<string, RowTest>();
  scores.segmentNames.forEach((id, index) => {
    const inAccounts: RowTest = (row) => listHas(scores.accounts.segments, row, index);
    const isIn = kind === 'account' ? inAccounts : userSegmentTest(of, id);
    if (isIn) tests.set(id, isIn);
  });
  return tests;
}

/** Counts the rows that are in one segment and not in another, where they have other rows. */
function countOnlyIn(
  otherRows: Int32Array,
  isIn: RowTest = () => false,
  inOther: RowTest = () => false,
) {
  const isOnlyHere = (row: number) => {
    const other = otherRows[row] ?? -1;
    return isIn(row) && !(other >= 0 && inOther(other));
  };
  return rowsWhere(otherRows.length, isOnlyHere).length;
}

function segmentDifferences(live: ModelScores, candidate: ModelScores, of: SubjectKind) {
  const [before, after] = [segmentTests(live, of), segmentTests(candidate, of)];
  const liveHashes = live.scores[`${of}s`].hash;
  const candidateHashes = candidate.scores[`${of}s`].hash;
  const liveRows = Int32Array.from(candidateHashes, (hash) => findRow(liveHashes, hash));
  const candidateRows = Int32Array.from(liveHashes, (hash) => findRow(candidateHashes, hash));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((segment) => {
      const [wasIn, isIn] = [before.get(segment), after.get(segment)];
      const entered = countOnlyIn(liveRows, isIn, wasIn);
      return { segment, of, entered, left: countOnlyIn(candidateRows, wasIn, isIn) };
    })
    .filter(({ entered, left }) => entered > 0 || left > 0);
}

/**
 * Returns what two models say about one day side by side, each at its own headline window. Segments
 * that nobody entered or left are left out; the correlation is of the accounts that both score, null
 * when there is no order to compare. Cost: O(users + accounts) and two sorts of accounts.
 */
export function compareModels(of: { readonly live: ModelScores; readonly candidate: ModelScores }) {
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
