import { BarometerError } from '../../model/barometer-error.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Columns } from '../block/block-store.ts';
import {
  type CellChunk,
  type CellColumns,
  type CellKey,
  cellAt,
  cellColumnsOf,
  decodeCells,
  encodeCells,
} from '../block/cell-columns.ts';
import { cutCells } from '../block/cut-cells.ts';
import { inCellOrder } from '../delta/delta.ts';

/** First and last day, as day numbers, of one (user, account, event). It outlives the retention. */
export interface LifetimeCell extends CellKey {
  readonly first: number;
  readonly last: number;
}

export interface LifetimeColumns extends CellColumns {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/** Version 1 of a chunk; a release reads its own version and the one before. */
interface LifetimeChunk extends CellChunk {
  readonly first: readonly number[];
  /** Days from `first` to the last day. */
  readonly span: readonly number[];
}

function encodeChunk(cells: readonly LifetimeCell[]): Columns {
  return {
    ...encodeCells(cellColumnsOf(cells)),
    first: cells.map((cell) => cell.first),
    span: cells.map((cell) => cell.last - cell.first),
  } satisfies LifetimeChunk;
}

/** The chunks of a block of the lifetime index, from cells in cell order, one chunk at a time. */
export function encodeLifetimes(cells: Generator<LifetimeCell>): Columns[] {
  return Array.from(cutCells(cells), encodeChunk);
}

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
  const last = first.map((day, row) => day + (chunk.span[row] ?? 0));
  return { ...decodeCells(chunk), first, last };
}

function lifetimeAt(columns: LifetimeColumns, row: number): LifetimeCell {
  const { user, account, event } = cellAt(columns, row);
  return { user, account, event, first: columns.first[row] ?? 0, last: columns.last[row] ?? 0 };
}

/** Yields the cells of all parts, in their order. */
export function* lifetimeCells(
  parts: Iterable<LifetimeColumns>,
): Generator<LifetimeCell, undefined> {
  for (const columns of parts) {
    for (let row = 0; row < columns.first.length; row++) yield lifetimeAt(columns, row);
  }
}

/** The cells of one account, of all its users. */
export function lifetimesOfAccount(parts: readonly LifetimeColumns[], account: IdHash) {
  return parts.flatMap((columns) => {
    const index = columns.accounts.indexOf(account);
    if (index < 0) return [];
    const rows = [...columns.account.keys()].filter((row) => columns.account[row] === index);
    return rows.map((row) => lifetimeAt(columns, row));
  });
}

/** The days of a row as they were known on a day; undefined when it had not happened by then. */
export function lifetimeUpTo({ first, last }: LifetimeColumns, row: number, asOf: number) {
  const days = { first: first[row] ?? 0, last: last[row] ?? 0 };
  if (days.first > asOf) return undefined;
  // Of a last day after it nothing is known but that the first was before.
  return days.last <= asOf ? days : { first: days.first, last: days.first };
}

type Next = IteratorResult<LifetimeCell, undefined>;
type SortedCells = Generator<LifetimeCell, undefined>;

/** Below 0 where the first one comes first, 0 where both are the same cell. */
function orderOf(a: Next, b: Next): number {
  if (a.done) return 1;
  return b.done ? -1 : inCellOrder(a.value, b.value);
}

function combine(a: LifetimeCell, b: LifetimeCell): LifetimeCell {
  return { ...a, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

function firstOf({ value: a }: Next, { value: b }: Next, order: number): LifetimeCell | undefined {
  if (a && b && order === 0) return combine(a, b);
  return order < 0 ? a : b;
}

function* mergeTwo(one: SortedCells, other: SortedCells): SortedCells {
  let [a, b] = [one.next(), other.next()];
  while (!a.done || !b.done) {
    const order = orderOf(a, b);
    const cell = firstOf(a, b, order);
    if (cell) yield cell;
    if (order <= 0) a = one.next();
    if (order >= 0) b = other.next();
  }
}

/**
 * The union of sources that are each in cell order, in cell order: of a cell the earliest first and
 * the latest last day, whatever the order and repetition of the sources. It holds one cell of each
 * source at a time.
 */
export function mergeLifetimes(sources: readonly SortedCells[]): SortedCells {
  if (sources.length > 1) {
    const middle = sources.length >> 1;
    return mergeTwo(
      mergeLifetimes(sources.slice(0, middle)),
      mergeLifetimes(sources.slice(middle)),
    );
  }
  return sources[0] ?? lifetimeCells([]);
}
