import { CHUNK_BYTES } from './cut-cells.ts';
import { type Delta, type DeltaCell, FINGERPRINT_LENGTH, type SetCell } from './delta.ts';

/** Bytes after packing: 8.5 for a fingerprint or an id, a few for the rest of a cell. */
const FINGERPRINT_BYTES = 8.5;
const CELL_BYTES = 24;
const SET_BYTES = 120;

const FINGERPRINTS_PER_CHUNK = Math.floor((CHUNK_BYTES - CELL_BYTES) / FINGERPRINT_BYTES);

function fingerprintsIn(cell: DeltaCell): number {
  return cell.fingerprints.length / FINGERPRINT_LENGTH;
}

/** A cell with more fingerprints than fit one chunk becomes several cells of the same key. */
function split(cell: DeltaCell): DeltaCell[] {
  const step = FINGERPRINTS_PER_CHUNK * FINGERPRINT_LENGTH;
  const parts: DeltaCell[] = [];
  for (let at = 0; at < cell.fingerprints.length; at += step) {
    parts.push({ ...cell, fingerprints: cell.fingerprints.slice(at, at + step) });
  }
  return parts;
}

function cut<Item>(items: readonly Item[], bytesOf: (item: Item) => number): Item[][] {
  const groups: Item[][] = [];
  let group: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const more = bytesOf(item);
    if (group.length > 0 && bytes + more > CHUNK_BYTES) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
    group.push(item);
    bytes += more;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/**
 * Cuts a delta into chunks of about 300 KB in cell order, so that a chunk covers a range of
 * shards; the cut goes through a user, even through one cell, where it must.
 */
export function cutChunks(delta: Delta): readonly Delta[] {
  const cells = cut(
    delta.cells.flatMap(split),
    (cell) => CELL_BYTES + fingerprintsIn(cell) * FINGERPRINT_BYTES,
  );
  const sets = cut(delta.sets, (_: SetCell) => SET_BYTES);
  return [
    ...cells.map((group) => ({ ...delta, cells: group, sets: [] })),
    ...sets.map((group) => ({ ...delta, cells: [], sets: group })),
  ];
}
