import type { AcceptedEvent } from '../../events/event.ts';
import { type Day, dayOf, millisecondOfDay } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { type HashId, type IdHash, NO_ID } from '../../model/id-hash.ts';
import { type CounterBatch, inReceiptOrder } from '../batch/counter-batch.ts';
import { cellKey, type Delta, type DeltaCell, inCellOrder, type SetCell } from './delta.ts';

interface OpenCell {
  readonly cell: Omit<DeltaCell, 'fingerprints' | 'last'>;
  readonly fingerprints: string[];
  last: number;
}

interface OpenDay {
  /** Fingerprints that some cell of the day holds already. */
  readonly seen: Set<string>;
  readonly cells: Map<string, OpenCell>;
  readonly sets: SetCell[];
}

/** The key of an event's user: the id it was posted with, links are read later. */
function userOf(event: AcceptedEvent, hashId: HashId): IdHash {
  return event.actor ? hashId(event.actor.kind, event.actor.id) : NO_ID;
}

function addEvent(day: OpenDay, event: AcceptedEvent, hashId: HashId): void {
  if (day.seen.has(event.fingerprint)) return;
  day.seen.add(event.fingerprint);
  const cell = {
    user: userOf(event, hashId),
    account: event.accountId === undefined ? NO_ID : hashId('account', event.accountId),
    event: event.event,
    dated: event.dated,
  };
  const key = `${event.dated ? 1 : 0}${cellKey(cell)}`;
  const open = day.cells.get(key) ?? { cell, fingerprints: [], last: 0 };
  open.fingerprints.push(event.fingerprint);
  open.last = Math.max(open.last, millisecondOfDay(event.occurredAt));
  day.cells.set(key, open);
}

function toSetCells(batch: CounterBatch, hashId: HashId): { day: Day; set: SetCell }[] {
  return batch.counts.map((posted) => ({
    day: posted.day,
    set: {
      source: batch.source,
      user: posted.userId === undefined ? NO_ID : hashId('user', posted.userId),
      account: posted.accountId === undefined ? NO_ID : hashId('account', posted.accountId),
      event: posted.event,
      count: posted.count,
      version: posted.version ?? -1,
      order: `${String(batch.receivedAt).padStart(15, '0')}/${batch.requestId}/${String(posted.index).padStart(5, '0')}`,
    },
  }));
}

function toDelta(day: Day, hour: Hour, open: OpenDay): Delta {
  const cells = [...open.cells.values()].map(({ cell, fingerprints, last }) => ({
    ...cell,
    fingerprints: fingerprints.sort().join(''),
    ...(last > 0 && { last }),
  }));
  cells.sort((a, b) => inCellOrder(a, b) || Number(a.dated) - Number(b.dated));
  const sets = open.sets.sort((a, b) => inCellOrder(a, b) || (a.order < b.order ? -1 : 1));
  return { day, hour, cells, sets };
}

/** Hashing is the dear part of a fold, and an hour names the same ids again and again. */
function memoized(hashId: HashId): HashId {
  const known = new Map<string, IdHash>();
  return (kind, id) => {
    const key = `${kind}/${id}`;
    let hash = known.get(key);
    if (hash === undefined) {
      hash = hashId(kind, id);
      known.set(key, hash);
    }
    return hash;
  };
}

/**
 * Folds the batches of one receipt hour into one delta a day: each event once, by fingerprint,
 * the copy received first. A pure function of the batches, whatever order they come in, so a
 * repeated or concurrent fold writes the same bytes. Linear in the events, but for the sorts.
 */
export function foldHour(
  hour: Hour,
  batches: readonly CounterBatch[],
  hashId: HashId,
): readonly Delta[] {
  const days = new Map<Day, OpenDay>();
  const openDay = (day: Day): OpenDay => {
    const open = days.get(day) ?? { seen: new Set(), cells: new Map(), sets: [] };
    days.set(day, open);
    return open;
  };
  const hash = memoized(hashId);
  for (const batch of [...batches].sort(inReceiptOrder)) {
    for (const event of batch.events) addEvent(openDay(dayOf(event.occurredAt)), event, hash);
    for (const { day, set } of toSetCells(batch, hash)) openDay(day).sets.push(set);
  }
  return [...days]
    .map(([day, open]) => toDelta(day, hour, open))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}
