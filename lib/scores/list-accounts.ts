import { accountNames } from './account-names.ts';
import { accountRow } from './account-row.ts';
import { listHas } from './list-column.ts';
import { cutPage, type ListOrder, type RowPage } from './list-query.ts';
import { type SortValue, sortRows } from './ranking.ts';
import { derivedOf, orderOnce, type Reading } from './reading.ts';

type ValueOf = (reading: Reading, at: number) => SortValue;

const column =
  (name: 'activeUsers' | 'activeDays' | 'used' | 'raw'): ValueOf =>
  ({ scores, window }, at) =>
    scores.accounts.windows[window]?.[name][at] ?? 0;

/** What accounts may be sorted by, by the name of the field in the answer. */
export const ACCOUNT_SORTS: Readonly<Record<string, ValueOf>> = {
  score: ({ scores, window }, at) => accountRow(scores, window, at)?.exactScore ?? 0,
  change: ({ scores, window }, at) => accountRow(scores, window, at)?.change ?? null,
  rawScore: column('raw'),
  activeUsers: column('activeUsers'),
  frequency: column('activeDays'),
  adoption: column('used'),
  activation: ({ scores }, at) => scores.accounts.progress[at] ?? null,
  knownUsers: ({ scores }, at) => scores.accounts.knownUsers[at] ?? 0,
  lastActiveDay: ({ scores }, at) => scores.accounts.lastActive[at] ?? 0,
  name: (reading, at) => accountNames(reading).names[at] ?? '',
};

/** Names are no part of the snapshot, so an order by them does not last. */
const NAMES: ReadonlySet<string> = new Set(['name', '-name']);

/** Whether a list needs the names of all accounts, not only of those on the page. */
export function needsNames({ sort, q }: Pick<ListOrder, 'sort' | 'q'>): boolean {
  return q !== undefined || NAMES.has(sort ?? '');
}

function matches(reading: Reading, at: number, order: ListOrder): boolean {
  const { accounts, segmentNames } = reading.scores;
  if (order.owner !== undefined && accounts.owner[at] !== order.owner) return false;
  if (order.segment !== undefined) {
    const segment = segmentNames.indexOf(order.segment);
    if (!listHas(accounts.segments, at, segment)) return false;
  }
  if (order.q === undefined) return true;
  return accountNames(reading).texts[at]?.includes(order.q.toLowerCase()) ?? false;
}

function orderByName(
  reading: Reading,
  sort: string,
  make: () => readonly number[],
): readonly number[] {
  const { orders } = accountNames(reading);
  // Ties are in the order of the rows, whatever the window is.
  const order = orders.get(sort) ?? make();
  orders.set(sort, order);
  return order;
}

/** One page of accounts, sorted and filtered. */
export function listAccounts(reading: Reading, order: ListOrder): RowPage {
  const { scores, window } = reading;
  const sort = order.sort ?? '-score';
  const valueAt = ACCOUNT_SORTS[sort.replace(/^-/, '')];
  const value = (at: number): SortValue => valueAt?.(reading, at) ?? null;
  const ranked = derivedOf(scores).accountRanking(window).order;
  const make = () => sortRows(ranked, value, sort.startsWith('-'));
  const sortedRows = () =>
    NAMES.has(sort)
      ? orderByName(reading, sort, make)
      : orderOnce(scores, `account/${window}/${sort}`, make);
  const inOrder = sort === '-score' ? ranked : sortedRows();
  const sorted = inOrder.filter((at) => matches(reading, at, order));
  return cutPage(sorted, order, value, (at) => scores.accounts.hash[at] ?? '');
}
