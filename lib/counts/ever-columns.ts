import { BarometerError } from '../model/barometer-error.ts';
import { type IdHash, NO_ID } from '../model/id-hash.ts';
import type { Columns } from './block-store.ts';
import { cutCells } from './cut-cells.ts';
import { interner } from './day-counts.ts';
import { decodeIds, encodeIds, type IdColumn } from './id-column.ts';

/** First and last day, as day numbers, of one (user, account, event). It outlives the retention. */
export interface EverCell {
  readonly user: IdHash;
  readonly account: IdHash;
  readonly event: string;
  readonly first: number;
  readonly last: number;
}

/** Some of these cells in columns of equal length, in cell order. */
export interface EverColumns {
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
interface EverChunk {
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

function encodeChunk(cells: readonly EverCell[]): Columns {
  const [users, accounts, events] = [interner(), interner(), interner()];
  const columns = {
    user: cells.map((cell) => users.indexOf(cell.user)),
    account: cells.map((cell) => accounts.indexOf(cell.account)),
    event: cells.map((cell) => events.indexOf(cell.event)),
    first: cells.map((cell) => cell.first),
    span: cells.map((cell) => cell.last - cell.first),
  };
  const tables = {
    users: encodeIds(users.list),
    accounts: encodeIds(accounts.list),
    events: events.list,
  };
  return { v: 1, ...tables, ...columns } satisfies EverChunk;
}

/** The chunks of an ever block, from cells in cell order; takes one chunk's cells at a time. */
export function encodeEver(cells: Generator<EverCell>): Columns[] {
  return Array.from(cutCells(cells), encodeChunk);
}

/** How many cells some chunks hold. */
export function everRows(chunks: readonly Columns[]): number {
  return chunks.filter(isChunk).reduce((sum, { first }) => sum + first.length, 0);
}

function isChunk(chunk: Columns): chunk is Columns & EverChunk {
  return chunk['v'] === 1;
}

/** @throws BarometerError `unreadable` for a version this release does not know */
export function decodeEver(chunk: Columns): EverColumns {
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

function cellAt(ever: EverColumns, row: number): EverCell {
  return {
    user: ever.users[ever.user[row] ?? 0] ?? NO_ID,
    account: ever.accounts[ever.account[row] ?? 0] ?? NO_ID,
    event: ever.events[ever.event[row] ?? 0] ?? '',
    first: ever.first[row] ?? 0,
    last: ever.last[row] ?? 0,
  };
}

/** The cells one by one. */
export function* everCells(parts: Iterable<EverColumns>): Generator<EverCell, undefined> {
  for (const ever of parts) {
    for (let row = 0; row < ever.first.length; row++) yield cellAt(ever, row);
  }
}

/** The cells of one account, of all its users. */
export function everOfAccount(parts: readonly EverColumns[], account: IdHash): EverCell[] {
  return parts.flatMap((ever) => {
    const at = ever.accounts.indexOf(account);
    if (at < 0) return [];
    const rows = [...ever.account.keys()].filter((row) => ever.account[row] === at);
    return rows.map((row) => cellAt(ever, row));
  });
}
