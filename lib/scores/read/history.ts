import type { BlockStore } from '../../counts/block/block-store.ts';
import { addDays, type Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { MAX_WINDOW_DAYS, type Window } from '../../model/window.ts';
import { findRow } from '../columns/find-row.ts';
import { numberAt } from '../columns/nullable-column.ts';
import { bandOf } from '../formulas/band.ts';
import { type ReportedScore, versionChange } from '../formulas/version-change.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { readAround } from '../snapshot/read-snapshot.ts';
import { closedHeads, headOn, type SnapshotHead } from '../snapshot/snapshots.ts';
import { accountRow, userParts, userRow, windowIndex } from '../snapshot/subject-rows.ts';
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
    progress: numberAt(progress, account),
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

/** Whose scores, by which model and window. */
interface HistorySubject {
  readonly model: string;
  readonly of: SubjectKind;
  readonly hash: IdHash;
  /** The model's headline when left out. */
  readonly window?: Window | undefined;
  /** True for each day as it was first reported, though late events changed it since. */
  readonly reported: boolean;
}

/** Which days of whom. */
export interface HistoryQuery extends HistorySubject {
  readonly from: Day;
  readonly to: Day;
}

/** Days read at once: each takes two chunks. */
const DAYS_AT_ONCE = 8;

/** Returns one head a day: the restated one where there is one, or the first reported one. */
export function headPerDay(heads: readonly SnapshotHead[], reported: boolean) {
  const days = new Map<Day, SnapshotHead>();
  for (const head of heads) {
    if (!days.has(head.asOf) || (head.kind === 'restated' && !reported)) days.set(head.asOf, head);
  }
  return days;
}

/** Undefined when it was not there yet, or the model had no such window. */
async function readDay(blocks: BlockStore, subject: HistorySubject, head: SnapshotHead) {
  const { model, of, hash } = subject;
  const scores = await readAround(blocks, model, head, subject);
  if (!scores) return undefined;
  const { window = scores.headlineWindow } = subject;
  const index = windowIndex(scores, window);
  const row = findRow(scores[`${of}s`].hash, hash);
  if (index < 0 || row < 0) return undefined;
  const day = (of === 'user' ? userDay : accountDay)(scores, index, row);
  return day && { window, ...day };
}

async function readScore(
  blocks: BlockStore,
  subject: HistorySubject,
  head: SnapshotHead,
): Promise<ReportedScore | undefined> {
  const day = await readDay(blocks, subject, head);
  if (!day) return undefined;
  const { score, exactScore } = day.scoreChange;
  return { day: head.asOf, modelVersion: head.modelVersion, score, exactScore };
}

/**
 * Returns a subject's score one window before a day, where that day was reported under another
 * version of the model; undefined where it was the same, the day was never closed or lacked the
 * window.
 */
export async function scoreUnderOtherVersion(
  blocks: BlockStore,
  subject: HistorySubject & { readonly window: Window },
  now: { readonly asOf: Day; readonly modelVersion: number },
): Promise<ReportedScore | undefined> {
  const { model, window, reported } = subject;
  const previous = await headOn(blocks, model, addDays(now.asOf, -window), reported);
  if (!previous || previous.modelVersion === now.modelVersion) return undefined;
  return readScore(blocks, subject, previous);
}

async function historyEntry(
  blocks: BlockStore,
  query: HistoryQuery,
  head: SnapshotHead,
  heads: ReadonlyMap<Day, SnapshotHead>,
) {
  const day = await readDay(blocks, query, head);
  if (!day) return [];
  const { asOf, modelVersion, kind, suspect } = head;
  const before = heads.get(addDays(asOf, -day.window));
  const other = before && before.modelVersion !== modelVersion ? before : undefined;
  const previous = other && (await readScore(blocks, { ...query, window: day.window }, other));
  const change = versionChange({ ...day.scoreChange, modelVersion }, previous);
  return [
    { day: asOf, ...day.shown, modelVersion, snapshot: kind, suspect, versionChange: change },
  ];
}

/**
 * Returns the scores of one user or account day by day, oldest first. Days that were never closed,
 * on which it was not there yet, or whose model lacked the window are left out. Reads two chunks a
 * day, and two more for a day that has another version one window before it.
 */
export async function readHistory(blocks: BlockStore, query: HistoryQuery) {
  const { model, from, to, reported } = query;
  const heads = await closedHeads(blocks, model, addDays(from, -MAX_WINDOW_DAYS), to);
  const byDay = headPerDay(heads, reported);
  const days = [...byDay.values()].filter(({ asOf }) => asOf >= from);
  const found: Awaited<ReturnType<typeof historyEntry>>[] = [];
  for (let start = 0; start < days.length; start += DAYS_AT_ONCE) {
    const some = days.slice(start, start + DAYS_AT_ONCE);
    found.push(
      ...(await Promise.all(some.map((head) => historyEntry(blocks, query, head, byDay)))),
    );
  }
  return found.flat();
}
