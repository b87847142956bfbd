import type { CellKey } from './cell-columns.ts';

/** A packed chunk stays near this size, well below DynamoDB's 400 KB an item. */
export const CHUNK_BYTES = 300_000;

/** Bytes after packing: 9.2 for the hex digits of an id, and up to 12 for the numbers of a row. */
const ID_BYTES = 9.2;
const ROW_BYTES = 12;

/** Puts cells that come in cell order into groups that make one chunk each. */
export interface CellChunker<Each extends CellKey> {
  /** Returns the group before when a cell begins the next one. */
  add(cell: Each): readonly Each[] | undefined;
  /** The last group, which may be empty. */
  rest(): readonly Each[];
}

/**
 * A chunk names an id once, so what it holds depends on the cells: 9,900 where each has its own
 * user and account, 22,000 where users do several things in few accounts.
 */
export function createCellChunker<Each extends CellKey>(): CellChunker<Each> {
  let group: Each[] = [];
  let named = new Set<string>();
  let bytes = 0;
  const sizeOf = ({ user, account, event }: CellKey): number => {
    const ids = Number(!named.has(user)) + Number(!named.has(account));
    return ROW_BYTES + ids * ID_BYTES + (named.has(event) ? 0 : event.length);
  };
  const add = (cell: Each): readonly Each[] | undefined => {
    const size = sizeOf(cell);
    const isFull = bytes + size > CHUNK_BYTES;
    const full = isFull ? group : undefined;
    if (isFull) [group, named, bytes] = [[], new Set(), 0];
    bytes += isFull ? sizeOf(cell) : size;
    group.push(cell);
    // Most cells name nothing new, and a set takes its time to say so.
    if (isFull || size > ROW_BYTES) named.add(cell.user).add(cell.account).add(cell.event);
    return full;
  };
  return { add, rest: () => group };
}

/** Cuts cells in cell order into groups that make one chunk each. */
export function* cutCells<Each extends CellKey>(
  cells: Iterable<Each>,
): Generator<readonly Each[], undefined> {
  const chunker = createCellChunker<Each>();
  for (const cell of cells) {
    const group = chunker.add(cell);
    if (group) yield group;
  }
  if (chunker.rest().length > 0) yield chunker.rest();
}
