import { groupBy } from '../../model/group-by.ts';
import { type CellKey, HASH_LENGTH } from '../block/cell-columns.ts';
import { cellKey, type Delta, type DeltaCell, inCellOrder, type SetCell } from '../delta/delta.ts';
import type { CountCell } from './day-counts.ts';

/** Of two writings of one set cell the higher version wins, then the later receipt. */
function laterSet(a: SetCell, b: SetCell): SetCell {
  if (a.version !== b.version) return a.version > b.version ? a : b;
  return a.order >= b.order ? a : b;
}

/** The cells that daily summaries set, the winner of each source. */
function winningSets(deltas: readonly Delta[]): readonly SetCell[] {
  const winners = new Map<string, SetCell>();
  for (const set of deltas.flatMap((delta) => delta.sets)) {
    const key = JSON.stringify([set.source, cellKey(set)]);
    const known = winners.get(key);
    winners.set(key, known ? laterSet(known, set) : set);
  }
  return [...winners.values()];
}

function* fingerprintsOf(cell: DeltaCell): Generator<string> {
  for (let offset = 0; offset < cell.fingerprints.length; offset += HASH_LENGTH) {
    yield cell.fingerprints.slice(offset, offset + HASH_LENGTH);
  }
}

/** Fingerprints of events without a timestamp: copies of them may arrive on the next day. */
export function undatedFingerprints(deltas: readonly Delta[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const cell of deltas.flatMap((delta) => delta.cells)) {
    if (!cell.dated) for (const fingerprint of fingerprintsOf(cell)) found.add(fingerprint);
  }
  return found;
}

const none: ReadonlySet<string> = new Set();

type AddToCell = (cell: CellKey & { readonly last?: number }, more: number) => void;

/** Adds the events of one user, or of one account without users, that no earlier cell held. */
function addUnseen(cells: readonly DeltaCell[], dayBefore: ReadonlySet<string>, add: AddToCell) {
  const seen = new Set<string>();
  for (const cell of cells) {
    let unseen = 0;
    for (const fingerprint of fingerprintsOf(cell)) {
      if (seen.has(fingerprint) || (!cell.dated && dayBefore.has(fingerprint))) continue;
      seen.add(fingerprint);
      unseen++;
    }
    if (unseen > 0) add(cell, unseen);
  }
}

/**
 * The counts of a day, or of some shards of it: the union of its deltas by fingerprint, in cell
 * order. Of copies that differ, the one received first wins; the hour orders deltas, and each hour
 * is settled inside. The union is commutative, associative and idempotent: no order, repetition or
 * overlap of deltas matters, and since a subject never leaves its shard, nor does a cut at one.
 *
 * @param dayBefore undated fingerprints of the day before, which counted there already
 */
export function unionDeltas(deltas: readonly Delta[], dayBefore: ReadonlySet<string> = none) {
  const counts = new Map<string, CountCell>();
  const add: AddToCell = (cell, more) => {
    const key = cellKey(cell);
    const { user, account, event } = cell;
    const known = counts.get(key);
    const last = Math.max(known?.last ?? 0, cell.last ?? 0);
    const count = (known?.count ?? 0) + more;
    counts.set(key, { user, account, event, count, ...(last > 0 && { last }) });
  };
  const inOrder = [...deltas].sort((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : 0));
  // A fingerprint says whose event it is, so copies are copies within one subject: small sets, and
  // no limit but memory, where one set of a whole day would end at 2^24 events.
  const bySubject = groupBy(
    inOrder.flatMap((delta) => delta.cells),
    (cell) => cell.user || cell.account,
  );
  for (const cells of bySubject.values()) addUnseen(cells, dayBefore, add);
  for (const set of winningSets(deltas)) if (set.count > 0) add(set, set.count);
  return [...counts.values()].sort(inCellOrder);
}
