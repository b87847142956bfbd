import type { IdHash } from '../../model/id-hash.ts';
import { numberAt } from '../columns/nullable-column.ts';
import type { AccountScores } from '../formulas/account-scores.ts';
import { userChangeParts } from '../formulas/change-parts.ts';
import { exactScore, exactScores } from '../formulas/exact-score.ts';
import { shownScore } from '../formulas/shown-score.ts';
import type { ScoreChange } from '../formulas/version-change.ts';
import type { DayScores } from './day-scores.ts';

/** One user's or account's scores in one window, read out of the columns of a snapshot. */
export interface SubjectRow {
  readonly hash: IdHash;
  /** As people see it, 0 to 100. */
  readonly score: number;
  /** Unrounded. */
  readonly exactScore: number;
  readonly rawScore: number;
  /** One window ago, unrounded; null for whoever was not seen by then. */
  readonly previousExact: number | null;
  readonly previousScore: number | null;
  /** Change of the shown score; null without a score before, and while the day goes on. */
  readonly change: number | null;
}

/** One account's scores in one window; `exactScore` is the measure that the model headlines. */
export interface AccountRow extends SubjectRow {
  readonly scores: AccountScores;
  /** Parts of the unrounded change of the headline score; null with it. */
  readonly parts: ScoreChange['parts'];
}

/** Returns the index of a window among those of a day's scores; -1 when the model has none such. */
export function windowIndex(scores: DayScores, window: number): number {
  return scores.windows.findIndex((benchmarks) => benchmarks.window === window);
}

function changeSince({ complete }: DayScores, score: number, previousExact: number | null) {
  const previousScore = previousExact === null ? null : shownScore(previousExact);
  const change = previousScore === null || !complete ? null : score - previousScore;
  return { previousExact, previousScore, change };
}

/**
 * Returns an account's row; undefined when there is no such window or account.
 *
 * @param window index into the windows of the day's scores
 */
export function accountRow(
  scores: DayScores,
  window: number,
  account: number,
): AccountRow | undefined {
  const columns = scores.accounts.windows[window];
  const hash = scores.accounts.hash[account];
  if (!columns || hash === undefined) return undefined;
  const measures = {
    average: columns.average[account] ?? 0,
    total: columns.total[account] ?? 0,
    fair: columns.fair[account] ?? 0,
  };
  const exactScore = measures[scores.headline];
  const score = shownScore(exactScore);
  const previousExact = numberAt(columns.previous, account);
  const own = numberAt(columns.ownPart, account);
  const members = numberAt(columns.memberPart, account);
  const hasParts = previousExact !== null && own !== null && members !== null;
  // Answers show the figures from `score` to `change` in this order.
  return {
    hash,
    score,
    exactScore,
    scores: measures,
    rawScore: columns.raw[account] ?? 0,
    ...changeSince(scores, score, previousExact),
    parts: hasParts ? { own, members, others: exactScore - previousExact - own - members } : null,
  };
}

/** Returns a user's unrounded score: snapshots keep raw scores, the benchmark does the rest. */
export function userExactScore(scores: DayScores, window: number, user: number): number {
  const { benchmark = 0, curve = 0 } = scores.windows[window] ?? {};
  return exactScore(scores.users.windows[window]?.raw[user] ?? 0, benchmark, curve);
}

/** Returns the unrounded scores of all users, by row. */
export function userExactScores(scores: DayScores, window: number): Float64Array {
  const { benchmark = 0, curve = 0 } = scores.windows[window] ?? {};
  return exactScores(scores.users.windows[window]?.raw ?? new Float64Array(0), benchmark, curve);
}

/**
 * Returns a user's row; undefined when there is no such window or user.
 *
 * @param window index into the windows of the day's scores
 */
export function userRow(scores: DayScores, window: number, user: number): SubjectRow | undefined {
  const hash = scores.users.hash[user];
  const columns = scores.users.windows[window];
  if (hash === undefined || !columns) return undefined;
  const exact = userExactScore(scores, window, user);
  const score = shownScore(exact);
  const before = scores.windows[window]?.previous;
  const raw = numberAt(columns.previousRaw, user);
  const previous = raw === null || !before ? null : exactScore(raw, before.benchmark, before.curve);
  // Answers show the figures from `score` to `change` in this order.
  return {
    hash,
    score,
    exactScore: exact,
    rawScore: columns.raw[user] ?? 0,
    ...changeSince(scores, score, previous),
  };
}

/** Returns what moved a user's unrounded score since one window ago; null without a score then. */
export function userParts(scores: DayScores, window: number, user: number): ScoreChange['parts'] {
  const benchmarks = scores.windows[window];
  const columns = scores.users.windows[window];
  const raw = columns ? numberAt(columns.previousRaw, user) : null;
  if (!benchmarks?.previous || raw === null) return null;
  const parts = userChangeParts(
    { now: columns?.raw[user] ?? 0, before: raw },
    { now: benchmarks, before: benchmarks.previous },
  );
  return { own: parts.own, members: 0, others: parts.benchmark };
}
