import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { type BatchTexts, type BatchTextTables, textAt } from './batch-text-tables.ts';
import type { PostedCount } from './counter-batch.ts';

/** Index, user, account, event, day number, count, and the version where there is one. */
export type PostedCountRow = readonly [
  number,
  number | null,
  number | null,
  number,
  number,
  number,
  number?,
];

export function encodePostedCount(count: PostedCount, tables: BatchTextTables): PostedCountRow {
  const user = count.userId === undefined ? undefined : { kind: 'user' as const, id: count.userId };
  return [
    count.index,
    tables.actorIndex(user),
    tables.accountIndex(count.accountId),
    tables.eventIndex(count.event),
    dayNumber(count.day),
    count.count,
    ...(count.version === undefined ? ([] as const) : ([count.version] as const)),
  ];
}

export function decodePostedCount(row: PostedCountRow, texts: BatchTexts): PostedCount {
  const [index, user, account, event, day, count, version] = row;
  return {
    index,
    ...(user !== null && { userId: textAt(texts.u, user) }),
    ...(account !== null && { accountId: textAt(texts.a, account) }),
    event: textAt(texts.e, event),
    day: dayFromNumber(day),
    count,
    ...(version !== undefined && { version }),
  };
}
