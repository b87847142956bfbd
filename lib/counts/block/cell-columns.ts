import { type IdHash, NO_ID } from '../../model/id-hash.ts';
import { createInternTable } from './intern-table.ts';

/** Hex digits of the hash of an id, and of an event's fingerprint: 64 bits. */
export const HASH_LENGTH = 16;

/** Who did what in which account; `NO_ID` where an event names no user or no account. */
export interface CellKey {
  readonly user: IdHash;
  readonly account: IdHash;
  readonly event: string;
}

/** Cells in columns of equal length, in cell order. */
export interface CellColumns {
  readonly users: readonly IdHash[];
  readonly accounts: readonly IdHash[];
  readonly events: readonly string[];
  /** Row columns: indices into the lists above. */
  readonly user: Int32Array;
  readonly account: Int32Array;
  readonly event: Int32Array;
}

/** Ids as one text of 16 digits each; `NO_ID` is left out and remembered by its index. */
interface IdColumn {
  readonly hashes: string;
  /** Index of `NO_ID` in the list; -1 when it is not there. */
  readonly none: number;
}

export function encodeIds(ids: readonly IdHash[]): IdColumn {
  return { hashes: ids.join(''), none: ids.indexOf(NO_ID) };
}

export function decodeIds(column: IdColumn): IdHash[] {
  const ids: IdHash[] = [];
  for (let offset = 0; offset < column.hashes.length; offset += HASH_LENGTH) {
    ids.push(column.hashes.slice(offset, offset + HASH_LENGTH));
  }
  if (column.none >= 0) ids.splice(column.none, 0, NO_ID);
  return ids;
}

/** Returns empty tables that number the users, accounts and events of cells. */
export function createCellTables() {
  return { users: createInternTable(), accounts: createInternTable(), events: createInternTable() };
}

/** Puts cells, which are in cell order, into columns. */
export function cellColumnsOf(cells: readonly CellKey[]): CellColumns {
  const { users, accounts, events } = createCellTables();
  return {
    users: users.texts,
    accounts: accounts.texts,
    events: events.texts,
    user: Int32Array.from(cells, (cell) => users.indexOf(cell.user)),
    account: Int32Array.from(cells, (cell) => accounts.indexOf(cell.account)),
    event: Int32Array.from(cells, (cell) => events.indexOf(cell.event)),
  };
}

export function cellAt(columns: CellColumns, row: number): CellKey {
  return {
    user: columns.users[columns.user[row] ?? 0] ?? NO_ID,
    account: columns.accounts[columns.account[row] ?? 0] ?? NO_ID,
    event: columns.events[columns.event[row] ?? 0] ?? '',
  };
}

/** These columns as version 1 of a chunk has them, before those of its own. */
export interface CellChunk {
  readonly v: 1;
  readonly users: IdColumn;
  readonly accounts: IdColumn;
  readonly events: readonly string[];
  readonly user: readonly number[];
  readonly account: readonly number[];
  readonly event: readonly number[];
}

export function encodeCells({ users, accounts, events, ...rows }: CellColumns): CellChunk {
  return {
    v: 1,
    users: encodeIds(users),
    accounts: encodeIds(accounts),
    events,
    user: [...rows.user],
    account: [...rows.account],
    event: [...rows.event],
  };
}

export function decodeCells(chunk: CellChunk): CellColumns {
  return {
    users: decodeIds(chunk.users),
    accounts: decodeIds(chunk.accounts),
    events: chunk.events,
    user: Int32Array.from(chunk.user),
    account: Int32Array.from(chunk.account),
    event: Int32Array.from(chunk.event),
  };
}
