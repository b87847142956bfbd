import { cutPage, type ListOrder, type RowPage } from './list-query.ts';
import { type SortValue, sortRows } from './ranking.ts';
import { derivedOf, idOf, orderOnce, type Reading } from './reading.ts';
import { userExactScore, userRow } from './user-row.ts';

type ValueOf = (reading: Reading, at: number) => SortValue;

const column =
  (name: 'activeDays' | 'used' | 'raw'): ValueOf =>
  ({ scores, window }, at) =>
    scores.users.windows[window]?.[name][at] ?? 0;

/** What users may be sorted by, by the name of the field in the answer. */
export const USER_SORTS: Readonly<Record<string, ValueOf>> = {
  score: ({ scores, window }, at) => userExactScore(scores, window, at),
  change: ({ scores, window }, at) => userRow(scores, window, at)?.change ?? null,
  rawScore: column('raw'),
  frequency: column('activeDays'),
  adoption: column('used'),
  lastActiveDay: ({ scores }, at) => scores.users.lastActive[at] ?? 0,
};

function matches(reading: Reading, at: number, order: ListOrder): boolean {
  const { scores } = reading;
  if (order.segment !== undefined) {
    const segment = scores.segmentNames.indexOf(order.segment);
    if (!scores.users.segments[at]?.includes(segment)) return false;
  }
  if (order.owner !== undefined) {
    const accounts = derivedOf(scores).accountsOfUser[at] ?? [];
    if (!accounts.some((a) => scores.accounts.owner[a] === order.owner)) return false;
  }
  if (order.q === undefined) return true;
  const id = idOf(reading, scores.users.hash[at]) ?? '';
  return id.toLowerCase().includes(order.q.toLowerCase());
}

/** One page of users, sorted and filtered. */
export function listUsers(reading: Reading, order: ListOrder): RowPage {
  const { scores, window } = reading;
  const sort = order.sort ?? '-score';
  const valueAt = USER_SORTS[sort.replace(/^-/, '')];
  const value = (at: number): SortValue => valueAt?.(reading, at) ?? null;
  const ranked = derivedOf(scores).userRanking(window).order;
  const make = () => sortRows(ranked, value, sort.startsWith('-'));
  const inOrder = sort === '-score' ? ranked : orderOnce(scores, `user/${window}/${sort}`, make);
  const sorted = inOrder.filter((at) => matches(reading, at, order));
  return cutPage(sorted, order, value, (at) => scores.users.hash[at] ?? '');
}
