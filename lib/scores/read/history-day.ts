import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Window } from '../../model/window.ts';
import { findRow } from '../columns/find-row.ts';
import { bandOf } from '../formulas/band.ts';
import type { ScoreChange } from '../formulas/version-change.ts';
import { accountRow } from '../snapshot/account-row.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { windowIndex } from '../snapshot/subject-row.ts';
import { userParts, userRow } from '../snapshot/user-row.ts';
import { adoptionShare } from './snapshot-window.ts';

function accountDay(scores: DayScores, window: number, account: number) {
  const row = accountRow(scores, window, account);
  const columns = scores.accounts.windows[window];
  if (!row || !columns) return undefined;
  const { hash: _, previousExact: __, ...shown } = row;
  const { knownUsers, progress } = scores.accounts;
  const activity = {
    band: bandOf(row.score),
    activeUsers: columns.activeUsers[account] ?? 0,
    knownUsers: knownUsers[account] ?? 0,
    adoption: adoptionShare(scores, columns.used[account]),
    progress: progress[account] ?? null,
  };
  return { scoreChange: row, shown: { ...shown, ...activity } };
}

function userDay(scores: DayScores, window: number, user: number) {
  const row = userRow(scores, window, user);
  const columns = scores.users.windows[window];
  if (!row || !columns) return undefined;
  const scoreChange = { ...row, parts: userParts(scores, window, user) };
  const { hash: _, previousExact: __, ...shown } = scoreChange;
  const activity = {
    band: bandOf(row.score),
    adoption: adoptionShare(scores, columns.used[user]),
    frequency: columns.activeDays[user] ?? 0,
  };
  return { scoreChange, shown: { ...shown, ...activity } };
}

/** What a history shows of a day, and what a change between versions is made of. */
export interface HistoryDay {
  readonly window: Window;
  readonly scoreChange: ScoreChange;
  readonly shown: NonNullable<ReturnType<typeof accountDay> | ReturnType<typeof userDay>>['shown'];
}

/**
 * Returns one user or account on one day; undefined when it was not there yet, or the model had no
 * such window.
 *
 * @param window the model's headline when left out
 */
export function historyDay(
  scores: DayScores,
  subjectKind: SubjectKind,
  hash: IdHash,
  window: Window = scores.headlineWindow,
): HistoryDay | undefined {
  const index = windowIndex(scores, window);
  const row = findRow(scores[`${subjectKind}s`].hash, hash);
  if (index < 0 || row < 0) return undefined;
  const day = (subjectKind === 'user' ? userDay : accountDay)(scores, index, row);
  return day && { window, ...day };
}
