import { type DayCounts, dayCountsOf } from '../../../lib/counts/day/day-counts.ts';
import { inCellOrder } from '../../../lib/counts/delta/delta.ts';
import { hashId } from './hash-id.ts';

/** `[user, account, event, count]`; empty text for none, `?` in front for an anonymous id. */
export type CountLine = readonly [user: string, account: string, event: string, count: number];

function userHash(id: string): string {
  if (id === '') return '';
  return id.startsWith('?') ? hashId('anonymous', id.slice(1)) : hashId('user', id);
}

/** A day of counts from lines in any order. */
export function someCounts(day: string, lines: readonly CountLine[]): DayCounts {
  const cells = lines.map(([user, account, event, count]) => ({
    user: userHash(user),
    account: account === '' ? '' : hashId('account', account),
    event,
    count,
  }));
  return dayCountsOf(day, cells.sort(inCellOrder));
}
