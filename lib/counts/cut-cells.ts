import type { IdHash } from '../model/id-hash.ts';

/** A packed chunk stays near this size, well below DynamoDB's 400 KB an item. */
export const CHUNK_BYTES = 300_000;

/** Bytes after packing: 9.2 for the hex digits of an id, and up to 8 for the numbers of a row. */
const ID_BYTES = 9.2;
const ROW_BYTES = 8;

interface Cell {
  readonly user: IdHash;
  readonly account: IdHash;
  readonly event: string;
}

/**
 * Cuts cells in cell order into groups that make one chunk each. A chunk names an id once, so
 * what it holds depends on the cells: 11,000 where each has its own user and account, 60,000 where
 * users do several things in few accounts.
 */
export function* cutCells<Each extends Cell>(cells: Iterable<Each>): Generator<Each[]> {
  let group: Each[] = [];
  let named = new Set<string>();
  let bytes = 0;
  const sizeOf = ({ user, account, event }: Cell): number => {
    const ids = Number(!named.has(user)) + Number(!named.has(account));
    return ROW_BYTES + ids * ID_BYTES + (named.has(event) ? 0 : event.length);
  };
  for (const cell of cells) {
    if (bytes + sizeOf(cell) > CHUNK_BYTES) {
      yield group;
      [group, named, bytes] = [[], new Set(), 0];
    }
    bytes += sizeOf(cell);
    group.push(cell);
    named.add(cell.user).add(cell.account).add(cell.event);
  }
  if (group.length > 0) yield group;
}
