import { type SortValue, sortRows } from '../columns/ranking.ts';
import { derivedOf, type SnapshotWindow } from './snapshot-window.ts';

/** The last row of a page: its sort value and its hash. */
type Position = readonly [value: SortValue, hash: string];

/** Which rows a list is to show, besides of which snapshot. */
export interface RowQuery {
  /** A field, with `-` in front for descending. @default -score */
  readonly sort?: string;
  readonly q?: string;
  readonly segment?: string;
  readonly owner?: string;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: Position;
}

/** One page of row indices. */
export interface RowPage {
  readonly rows: readonly number[];
  /** Rows on all pages. */
  readonly total: number;
  /** Undefined on the last page. */
  readonly next?: Position;
}

/** What the rows of a list are compared and found again by. */
interface RowKeys {
  readonly valueAt: (row: number) => SortValue;
  readonly hashAt: (row: number) => string;
}

/** Whether a row is behind a position: by value, then by hash; rows without value are last. */
function isAfter(row: Position, position: Position, descending: boolean): boolean {
  if (row[0] === position[0]) return row[1] > position[1];
  if (row[0] === null || position[0] === null) return row[0] === null;
  return row[0] > position[0] !== descending;
}

function pageStart(
  sorted: readonly number[],
  after: Position,
  descending: boolean,
  { valueAt, hashAt }: RowKeys,
): number {
  const ended = sorted.findIndex((row) => hashAt(row) === after[1]);
  if (ended >= 0) return ended + 1;
  const next = sorted.findIndex((row) => isAfter([valueAt(row), hashAt(row)], after, descending));
  return next < 0 ? sorted.length : next;
}

/**
 * Cuts a page out of sorted rows, after the row where the page before ended. When the scores
 * changed in between and that row is gone, the page begins where it would be.
 */
export function cutPage(sorted: readonly number[], query: RowQuery, keys: RowKeys): RowPage {
  const { after, limit, sort = '-score' } = query;
  const start = after ? pageStart(sorted, after, sort.startsWith('-'), keys) : 0;
  const rows = sorted.slice(start, start + limit);
  const last = rows.at(-1);
  if (last === undefined || start + limit >= sorted.length) return { rows, total: sorted.length };
  return { rows, total: sorted.length, next: [keys.valueAt(last), keys.hashAt(last)] };
}

/** What rows may be sorted by, by the name of the field in the answer. */
export type RowSorts = Readonly<
  Record<string, (snapshot: SnapshotWindow, row: number) => SortValue>
>;

type Rows = 'users' | 'accounts';

/** Sorts by a column of the window that users have as well as accounts. */
export function sortByColumn(of: Rows, name: 'raw' | 'activeDays' | 'used'): RowSorts[string] {
  return ({ scores, window }, row) => scores[of].windows[window]?.[name][row] ?? 0;
}

interface RowList {
  readonly of: Rows;
  readonly sorts: RowSorts;
  /** Sorted rows of before, by what they were sorted by. @default those of the snapshot */
  readonly orders?: Map<string, readonly number[]>;
  readonly isIn: (row: number) => boolean;
}

/** Returns one page of users or accounts, sorted and filtered. Sorts once for a snapshot. */
export function listRows(snapshot: SnapshotWindow, query: RowQuery, list: RowList): RowPage {
  const { scores, window } = snapshot;
  const { of, sorts, orders = derivedOf(scores).orders, isIn } = list;
  const { sort = '-score' } = query;
  const valueIn = sorts[sort.replace(/^-/, '')];
  const valueAt = (row: number): SortValue => valueIn?.(snapshot, row) ?? null;
  const ranking = of === 'users' ? 'userRanking' : 'accountRanking';
  const ranked = derivedOf(scores)[ranking](window).order;
  const name = `${of}/${window}/${sort}`;
  const known = sort === '-score' ? ranked : orders.get(name);
  const sorted = known ?? sortRows(ranked, valueAt, sort.startsWith('-'));
  orders.set(name, sorted);
  return cutPage(sorted.filter(isIn), query, {
    valueAt,
    hashAt: (row) => scores[of].hash[row] ?? '',
  });
}
