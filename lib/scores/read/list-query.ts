/** What a list of scores was asked for, besides which snapshot. */
export interface RowQuery {
  /** A field, with `-` in front for descending. @default -score */
  readonly sort?: string;
  readonly q?: string;
  readonly segment?: string;
  readonly owner?: string;
  readonly limit: number;
  /** Where the page before ended: its last row's sort value and hash. */
  readonly after?: readonly [value: number | string | null, hash: string];
}

/** One page of row indices. */
export interface RowPage {
  readonly rows: readonly number[];
  readonly total: number;
  /** Undefined on the last page. */
  readonly next?: readonly [value: number | string | null, hash: string];
}

type Position = NonNullable<RowQuery['after']>;

/** Whether a row stands behind a position: by value, then by hash; those without value are last. */
function isAfter(row: Position, position: Position, descending: boolean): boolean {
  if (row[0] === position[0]) return row[1] > position[1];
  if (row[0] === null || position[0] === null) return row[0] === null;
  return row[0] > position[0] !== descending;
}

/**
 * Cuts a page out of sorted rows, after the row where the page before ended. When the scores
 * changed in between and that row is gone, the page begins where it would stand.
 */
export function cutPage(
  sorted: readonly number[],
  query: RowQuery,
  valueAt: (row: number) => number | string | null,
  hashOf: (row: number) => string,
): RowPage {
  const { after, limit, sort = '-score' } = query;
  const start = after ? pageStart(sorted, after, sort.startsWith('-'), valueAt, hashOf) : 0;
  const rows = sorted.slice(start, start + limit);
  const last = rows.at(-1);
  if (last === undefined || start + limit >= sorted.length) {
    return { rows, total: sorted.length };
  }
  return { rows, total: sorted.length, next: [valueAt(last), hashOf(last)] };
}

function pageStart(
  sorted: readonly number[],
  after: Position,
  descending: boolean,
  valueAt: (row: number) => number | string | null,
  hashOf: (row: number) => string,
): number {
  const ended = sorted.findIndex((row) => hashOf(row) === after[1]);
  if (ended >= 0) return ended + 1;
  const next = sorted.findIndex((row) => isAfter([valueAt(row), hashOf(row)], after, descending));
  return next < 0 ? sorted.length : next;
}
