import type { BlockStore } from '../counts/block-store.ts';
import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { Window } from '../model/window.ts';
import { accountRow, windowIndex } from './account-row.ts';
import { bandOf } from './band.ts';
import type { DayScores } from './day-scores.ts';
import { shareOfFeatures } from './reading.ts';
import { closedHeads, readAround, type SnapshotHead } from './snapshots.ts';
import { userRow } from './user-row.ts';

/** Which days of whom. */
export interface HistoryQuery {
  readonly model: string;
  readonly of: 'user' | 'account';
  readonly hash: IdHash;
  /** The model's headline when left out. */
  readonly window?: Window;
  readonly from: Day;
  readonly to: Day;
  /** True for each day as it was first reported, though late events changed it since. */
  readonly reported: boolean;
}

/** Days read at once: each takes two chunks. */
const AT_ONCE = 8;

function accountDay(scores: DayScores, window: number, hash: IdHash) {
  const at = scores.accounts.hash.indexOf(hash);
  const row = at < 0 ? undefined : accountRow(scores, window, at);
  const columns = scores.accounts.windows[window];
  if (!row || !columns) return undefined;
  return {
    score: row.score,
    exactScore: row.exactScore,
    scores: row.scores,
    rawScore: row.rawScore,
    change: row.change,
    band: bandOf(row.score),
    activeUsers: columns.activeUsers[at] ?? 0,
    knownUsers: scores.accounts.knownUsers[at] ?? 0,
    adoption: shareOfFeatures(scores, columns.used[at]),
    progress: scores.accounts.progress[at] ?? null,
  };
}

function userDay(scores: DayScores, window: number, hash: IdHash) {
  const at = scores.users.hash.indexOf(hash);
  const row = at < 0 ? undefined : userRow(scores, window, at);
  const columns = scores.users.windows[window];
  if (!row || !columns) return undefined;
  return {
    score: row.score,
    exactScore: row.exactScore,
    rawScore: row.rawScore,
    change: row.change,
    band: bandOf(row.score),
    adoption: shareOfFeatures(scores, columns.used[at]),
    frequency: columns.activeDays[at] ?? 0,
  };
}

/** One head a day: the restated one where there is one, or the first reported one. */
function oneADay(heads: readonly SnapshotHead[], reported: boolean): SnapshotHead[] {
  const days = new Map<Day, SnapshotHead>();
  for (const head of heads) {
    if (!days.has(head.asOf) || (head.kind === 'restated' && !reported)) days.set(head.asOf, head);
  }
  return [...days.values()];
}

async function dayOfHistory(blocks: BlockStore, query: HistoryQuery, head: SnapshotHead) {
  const { model, of, hash } = query;
  const scores = await readAround(blocks, model, head, of, hash);
  if (!scores) return [];
  const window = windowIndex(scores, query.window ?? scores.headlineWindow);
  const day = (of === 'user' ? userDay : accountDay)(scores, window, hash);
  if (!day) return [];
  const { modelVersion, kind, suspect } = head;
  return [{ day: head.asOf, ...day, modelVersion, snapshot: kind, suspect }];
}

/**
 * The scores of one user or account day by day, oldest first. Days that were never closed, on which
 * it was not there yet, or whose model lacked the window are left out. Reads two chunks a day.
 */
export async function readHistory(blocks: BlockStore, query: HistoryQuery) {
  const heads = await closedHeads(blocks, query.model, query.from, query.to);
  const days = oneADay(heads, query.reported);
  const found: Awaited<ReturnType<typeof dayOfHistory>>[] = [];
  for (let at = 0; at < days.length; at += AT_ONCE) {
    const some = days.slice(at, at + AT_ONCE);
    found.push(...(await Promise.all(some.map((head) => dayOfHistory(blocks, query, head)))));
  }
  return found.flat();
}
