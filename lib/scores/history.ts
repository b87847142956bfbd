import type { BlockStore } from '../counts/block-store.ts';
import { addDays, type Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { MAX_WINDOW_DAYS, type Window } from '../model/window.ts';
import { type HistoryDay, historyDay } from './history-day.ts';
import { closedHeads, headOn, readAround, type SnapshotHead } from './snapshots.ts';
import { type ReportedScore, versionChange } from './version-change.ts';

/** Whose scores, by which model and window. */
interface Subject {
  readonly model: string;
  readonly of: 'user' | 'account';
  readonly hash: IdHash;
  /** The model's headline when left out. */
  readonly window?: Window;
  /** True for each day as it was first reported, though late events changed it since. */
  readonly reported: boolean;
}

/** Which days of whom. */
export interface HistoryQuery extends Subject {
  readonly from: Day;
  readonly to: Day;
}

/** Days read at once: each takes two chunks. */
const AT_ONCE = 8;

/** One head a day: the restated one where there is one, or the first reported one. */
export function oneADay(heads: readonly SnapshotHead[], reported: boolean): Map<Day, SnapshotHead> {
  const days = new Map<Day, SnapshotHead>();
  for (const head of heads) {
    if (!days.has(head.asOf) || (head.kind === 'restated' && !reported)) days.set(head.asOf, head);
  }
  return days;
}

async function readDay(
  blocks: BlockStore,
  { model, of, hash }: Subject,
  head: SnapshotHead,
  window: Window | undefined,
): Promise<HistoryDay | undefined> {
  const scores = await readAround(blocks, model, head, of, hash);
  return scores && historyDay(scores, of, hash, window);
}

function reportedScore(head: SnapshotHead, day: HistoryDay | undefined): ReportedScore | undefined {
  if (!day) return undefined;
  const { score, exactScore } = day.move;
  return { day: head.asOf, modelVersion: head.modelVersion, score, exactScore };
}

/**
 * A subject's score one window before a day, where that day was reported under another version of
 * the model; undefined where it was the same, the day was never closed or lacked the window.
 */
export async function otherVersionsScore(
  blocks: BlockStore,
  subject: Subject & { readonly window: Window },
  now: { readonly asOf: Day; readonly modelVersion: number },
): Promise<ReportedScore | undefined> {
  const { model, window, reported } = subject;
  const then = await headOn(blocks, model, addDays(now.asOf, -window), reported);
  if (!then || then.modelVersion === now.modelVersion) return undefined;
  return reportedScore(then, await readDay(blocks, subject, then, window));
}

async function dayOfHistory(
  blocks: BlockStore,
  query: HistoryQuery,
  head: SnapshotHead,
  heads: ReadonlyMap<Day, SnapshotHead>,
) {
  const day = await readDay(blocks, query, head, query.window);
  if (!day) return [];
  const { asOf, modelVersion, kind, suspect } = head;
  const before = heads.get(addDays(asOf, -day.window));
  const other = before && before.modelVersion !== modelVersion ? before : undefined;
  const then = other && reportedScore(other, await readDay(blocks, query, other, day.window));
  const change = versionChange({ ...day.move, modelVersion }, then);
  return [
    { day: asOf, ...day.shown, modelVersion, snapshot: kind, suspect, versionChange: change },
  ];
}

/**
 * The scores of one user or account day by day, oldest first. Days that were never closed, on which
 * it was not there yet, or whose model lacked the window are left out. Reads two chunks a day, and
 * two more for a day that has another version one window before it.
 */
export async function readHistory(blocks: BlockStore, query: HistoryQuery) {
  const { model, from, to, reported } = query;
  const heads = await closedHeads(blocks, model, addDays(from, -MAX_WINDOW_DAYS), to);
  const byDay = oneADay(heads, reported);
  const days = [...byDay.values()].filter(({ asOf }) => asOf >= from);
  const found: Awaited<ReturnType<typeof dayOfHistory>>[] = [];
  for (let at = 0; at < days.length; at += AT_ONCE) {
    const some = days.slice(at, at + AT_ONCE);
    found.push(
      ...(await Promise.all(some.map((head) => dayOfHistory(blocks, query, head, byDay)))),
    );
  }
  return found.flat();
}
