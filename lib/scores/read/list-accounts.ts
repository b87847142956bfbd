import { listHas } from '../columns/list-column.ts';
import { type SortValue, sortRows } from '../columns/ranking.ts';
import { accountRow } from '../snapshot/account-row.ts';
import { accountNames } from './account-names.ts';
import { cutPage, type RowPage, type RowQuery } from './list-query.ts';
import { derivedOf, memoizedOrder, type SnapshotWindow } from './snapshot-window.ts';

type ValueOf = (snapshot: SnapshotWindow, row: number) => SortValue;

const column =
  (name: 'activeUsers' | 'activeDays' | 'used' | 'raw'): ValueOf =>
  ({ scores, window }, row) =>
    scores.accounts.windows[window]?.[name][row] ?? 0;

/** What accounts may be sorted by, by the name of the field in the answer. */
export const ACCOUNT_SORTS: Readonly<Record<string, ValueOf>> = {
  score: ({ scores, window }, row) => accountRow(scores, window, row)?.exactScore ?? 0,
  change: ({ scores, window }, row) => accountRow(scores, window, row)?.change ?? null,
  rawScore: column('raw'),
  activeUsers: column('activeUsers'),
  frequency: column('activeDays'),
  adoption: column('used'),
  activation: ({ scores }, row) => scores.accounts.progress[row] ?? null,
  knownUsers: ({ scores }, row) => scores.accounts.knownUsers[row] ?? 0,
  lastActiveDay: ({ scores }, row) => scores.accounts.lastActive[row] ?? 0,
  name: (snapshot, row) => accountNames(snapshot).names[row] ?? '',
};

/** Names are no part of the snapshot, so an order by them does not last. */
const NAMES: ReadonlySet<string> = new Set(['name', '-name']);

/** Whether a list needs the names of all accounts, not only of those on the page. */
export function needsNames({ sort, q }: Pick<RowQuery, 'sort' | 'q'>): boolean {
  return q !== undefined || NAMES.has(sort ?? '');
}

function matches(snapshot: SnapshotWindow, row: number, order: RowQuery): boolean {
  const { accounts, segmentNames } = snapshot.scores;
  if (order.owner !== undefined && accounts.owner[row] !== order.owner) return false;
  if (order.segment !== undefined) {
    const segment = segmentNames.indexOf(order.segment);
    if (!listHas(accounts.segments, row, segment)) return false;
  }
  if (order.q === undefined) return true;
  return accountNames(snapshot).texts[row]?.includes(order.q.toLowerCase()) ?? false;
}

function orderedByName(
  snapshot: SnapshotWindow,
  sort: string,
  make: () => readonly number[],
): readonly number[] {
  const { orders } = accountNames(snapshot);
  // Ties are in the order of the rows, whatever the window is.
  const order = orders.get(sort) ?? make();
  orders.set(sort, order);
  return order;
}

/** One page of accounts, sorted and filtered. */
export function listAccounts(snapshot: SnapshotWindow, order: RowQuery): RowPage {
  const { scores, window } = snapshot;
  const sort = order.sort ?? '-score';
  const valueAt = ACCOUNT_SORTS[sort.replace(/^-/, '')];
  const value = (row: number): SortValue => valueAt?.(snapshot, row) ?? null;
  const ranked = derivedOf(scores).accountRanking(window).order;
  const make = () => sortRows(ranked, value, sort.startsWith('-'));
  const sortedRows = () =>
    NAMES.has(sort)
      ? orderedByName(snapshot, sort, make)
      : memoizedOrder(scores, `account/${window}/${sort}`, make);
  const inOrder = sort === '-score' ? ranked : sortedRows();
  const sorted = inOrder.filter((row) => matches(snapshot, row, order));
  return cutPage(sorted, order, value, (row) => scores.accounts.hash[row] ?? '');
}
