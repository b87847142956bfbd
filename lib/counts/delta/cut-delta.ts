import { HASH_LENGTH } from '../block/cell-columns.ts';
import { CHUNK_BYTES } from '../block/cut-cells.ts';
import type { Delta, DeltaCell, SetCell } from './delta.ts';

/** Bytes after packing: 8.5 for a fingerprint or an id, a few for the rest of a cell. */
const FINGERPRINT_BYTES = 8.5;
const CELL_BYTES = 28;
const SET_BYTES = 120;

const FINGERPRINTS_PER_CHUNK = Math.floor((CHUNK_BYTES - CELL_BYTES) / FINGERPRINT_BYTES);

function fingerprintsIn(cell: DeltaCell): number {
  return cell.fingerprints.length / HASH_LENGTH;
}

/** A cell with more fingerprints than fit one chunk becomes several cells of the same key. */
function splitCell(cell: DeltaCell): DeltaCell[] {
  const step = FINGERPRINTS_PER_CHUNK * HASH_LENGTH;
  const parts: DeltaCell[] = [];
  for (let offset = 0; offset < cell.fingerprints.length; offset += step) {
    parts.push({ ...cell, fingerprints: cell.fingerprints.slice(offset, offset + step) });
  }
  return parts;
}

function cutBySize<Item>(items: readonly Item[], bytesOf: (item: Item) => number): Item[][] {
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
export function cutDelta(delta: Delta): readonly Delta[] {
  const cells = cutBySize(
    delta.cells.flatMap(splitCell),
    (cell) => CELL_BYTES + fingerprintsIn(cell) * FINGERPRINT_BYTES,
  );
  const sets = cutBySize(delta.sets, (_: SetCell) => SET_BYTES);
  return [
    ...cells.map((group) => ({ ...delta, cells: group, sets: [] })),
    ...sets.map((group) => ({ ...delta, cells: [], sets: group })),
  ];
}
