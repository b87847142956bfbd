/** What a list of scores was asked for, besides which snapshot. */
export interface ListOrder {
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

/** Cuts a page out of sorted rows, after the row where the page before ended. */
export function cutPage(
  sorted: readonly number[],
  order: ListOrder,
  valueAt: (row: number) => number | string | null,
  hashOf: (row: number) => string,
): RowPage {
  const { after, limit } = order;
  const ended = after ? sorted.findIndex((row) => hashOf(row) === after[1]) : -1;
  const rows = sorted.slice(ended + 1, ended + 1 + limit);
  const last = rows.at(-1);
  if (last === undefined || ended + 1 + limit >= sorted.length) {
    return { rows, total: sorted.length };
  }
  return { rows, total: sorted.length, next: [valueAt(last), hashOf(last)] };
}
