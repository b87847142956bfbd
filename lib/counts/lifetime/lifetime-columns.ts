import { BarometerError } from '../../model/barometer-error.ts';
import { type IdHash, NO_ID } from '../../model/id-hash.ts';
import type { Columns } from '../block/block-store.ts';
import { cutCells } from '../block/cut-cells.ts';
import { decodeIds, encodeIds, type IdColumn } from '../block/id-column.ts';
import { createInternTable } from '../block/intern-table.ts';

/** First and last day, as day numbers, of one (user, account, event). It outlives the retention. */
export interface LifetimeCell {
  readonly user: IdHash;
  readonly account: IdHash;
  readonly event: string;
  readonly first: number;
  readonly last: number;
}

/** Some of these cells in columns of equal length, in cell order. */
export interface LifetimeColumns {
  /** Ids that the rows point to; `NO_ID` stands for none. */
  readonly users: readonly IdHash[];
  readonly accounts: readonly IdHash[];
  readonly events: readonly string[];
  readonly user: Int32Array;
  readonly account: Int32Array;
  readonly event: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** Version 1 of a chunk; a release reads its own version and the one before. */
interface LifetimeChunk {
  readonly v: 1;
  readonly users: IdColumn;
  readonly accounts: IdColumn;
  readonly events: readonly string[];
  readonly user: readonly number[];
  readonly account: readonly number[];
  readonly event: readonly number[];
  readonly first: readonly number[];
  /** Days from `first` to the last day. */
  readonly span: readonly number[];
}

function encodeChunk(cells: readonly LifetimeCell[]): Columns {
  const [users, accounts, events] = [createInternTable(), createInternTable(), createInternTable()];
  const columns = {
    user: cells.map((cell) => users.indexOf(cell.user)),
    account: cells.map((cell) => accounts.indexOf(cell.account)),
    event: cells.map((cell) => events.indexOf(cell.event)),
    first: cells.map((cell) => cell.first),
    span: cells.map((cell) => cell.last - cell.first),
  };
  const tables = {
    users: encodeIds(users.texts),
    accounts: encodeIds(accounts.texts),
    events: events.texts,
  };
  return { v: 1, ...tables, ...columns } satisfies LifetimeChunk;
}

/** The chunks of a block of the lifetime index, from cells in cell order, one chunk at a time. */
export function encodeLifetimes(cells: Generator<LifetimeCell>): Columns[] {
  return Array.from(cutCells(cells), encodeChunk);
}

/** How many cells some chunks hold. */
export function lifetimeRowCount(chunks: readonly Columns[]): number {
  return chunks.filter(isChunk).reduce((sum, { first }) => sum + first.length, 0);
}

function isChunk(chunk: Columns): chunk is Columns & LifetimeChunk {
  return chunk['v'] === 1;
}

/** @throws BarometerError `unreadable` for a version this release does not know */
export function decodeLifetimes(chunk: Columns): LifetimeColumns {
  if (!isChunk(chunk)) throw new BarometerError('unreadable', 'ever block: unknown version');
  const first = Int32Array.from(chunk.first);
  return {
    users: decodeIds(chunk.users),
    accounts: decodeIds(chunk.accounts),
    events: chunk.events,
    user: Int32Array.from(chunk.user),
    account: Int32Array.from(chunk.account),
    event: Int32Array.from(chunk.event),
    first,
    last: first.map((day, row) => day + (chunk.span[row] ?? 0)),
  };
}

function cellAt(columns: LifetimeColumns, row: number): LifetimeCell {
  return {
    user: columns.users[columns.user[row] ?? 0] ?? NO_ID,
    account: columns.accounts[columns.account[row] ?? 0] ?? NO_ID,
    event: columns.events[columns.event[row] ?? 0] ?? '',
    first: columns.first[row] ?? 0,
    last: columns.last[row] ?? 0,
  };
}

/** The cells one by one. */
export function* lifetimeCells(
  parts: Iterable<LifetimeColumns>,
): Generator<LifetimeCell, undefined> {
  for (const columns of parts) {
    for (let row = 0; row < columns.first.length; row++) yield cellAt(columns, row);
  }
}

/** The cells of one account, of all its users. */
export function lifetimesOfAccount(
  parts: readonly LifetimeColumns[],
  account: IdHash,
): LifetimeCell[] {
  return parts.flatMap((columns) => {
    const index = columns.accounts.indexOf(account);
    if (index < 0) return [];
    const rows = [...columns.account.keys()].filter((row) => columns.account[row] === index);
    return rows.map((row) => cellAt(columns, row));
  });
}
