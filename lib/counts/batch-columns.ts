import type { AcceptedEvent, RefusedEvent, Traits } from '../events/event.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { hourOf } from '../model/hour.ts';
import {
  actorAt,
  type BatchTables,
  type BatchTexts,
  batchTables,
  type PersonPlace,
  textAt,
} from './batch-tables.ts';
import type { CounterBatch } from './counter-batch.ts';
import { FINGERPRINT_LENGTH } from './delta.ts';
import { fromRuns, toRuns } from './index-runs.ts';
import { fromRow, type PostedCountRow, toRow } from './posted-count-rows.ts';

/** What the key of a stored batch says; the columns hold the rest. */
export type BatchIdentity = Pick<CounterBatch, 'receivedAt' | 'requestId' | 'part'>;

/** Columns by place of the event; a column that says the usual of all events is left out. */
export interface BatchColumns extends BatchTexts {
  readonly v: 1;
  readonly s: string;
  /** Indexes in the request, as runs. Left out: 0, 1, 2... */
  readonly i?: readonly number[];
  /** First letters of the kinds. Left out: all `track`. */
  readonly k?: string;
  /** `1` where dated, `0` where not. Left out: all dated. */
  readonly d?: string;
  /** Who, in which account, which event: places in the tables. */
  readonly p: readonly PersonPlace[];
  readonly g: readonly (number | null)[];
  readonly x: readonly number[];
  /** Milliseconds after the receipt for the first event, after the one before for the others. */
  readonly t: readonly number[];
  /** Links and traits of the few events that have them: place of the event, then the value. */
  readonly l?: readonly (readonly [number, number])[];
  readonly r?: readonly (readonly [number, Traits])[];
  readonly c?: readonly PostedCountRow[];
  readonly f?: readonly (readonly [number, RefusedEvent['reason'], string])[];
}

/** A batch as it is stored: columns, and all fingerprints in a row, which no packing can shrink. */
export interface StoredBatch {
  readonly columns: BatchColumns;
  readonly fingerprints: string;
}

const KINDS = { t: 'track', i: 'identify', g: 'group', a: 'alias' } as const;

/** A pure function of the batch: the same batch gives the same columns. */
export function encodeBatch(batch: CounterBatch): StoredBatch {
  const { events } = batch;
  const tables = batchTables();
  const columns = {
    v: 1 as const,
    s: batch.source,
    ...unusualColumns(events),
    p: events.map((event) => tables.person(event.actor)),
    g: events.map((event) => tables.account(event.accountId)),
    x: events.map((event) => tables.name(event.event)),
    t: events.map((event, place) => event.at - (events[place - 1]?.at ?? batch.receivedAt)),
    ...rareColumns(batch, tables),
  };
  return {
    columns: { ...columns, ...tables.texts() },
    fingerprints: events.map((event) => event.fingerprint).join(''),
  };
}

function unusualColumns(events: readonly AcceptedEvent[]): Pick<BatchColumns, 'i' | 'k' | 'd'> {
  const inOrder = events.every((event, place) => event.index === place);
  const allTracks = events.every((event) => event.kind === 'track');
  return {
    ...(!inOrder && { i: toRuns(events.map((event) => event.index)) }),
    ...(!allTracks && { k: events.map((event) => event.kind.charAt(0)).join('') }),
    ...(!events.every((event) => event.dated) && {
      d: events.map((event) => (event.dated ? '1' : '0')).join(''),
    }),
  };
}

function rareColumns(
  batch: CounterBatch,
  tables: BatchTables,
): Pick<BatchColumns, 'l' | 'r' | 'c' | 'f'> {
  const { events, counts, refused } = batch;
  const links = events.flatMap(({ link }, place) =>
    link ? [[place, tables.person(link) ?? 0] as const] : [],
  );
  const traits = events.flatMap((event, place) =>
    event.traits ? [[place, event.traits] as const] : [],
  );
  return {
    ...(links.length > 0 && { l: links }),
    ...(traits.length > 0 && { r: traits }),
    ...(counts.length > 0 && { c: counts.map((count) => toRow(count, tables)) }),
    ...(refused.length > 0 && {
      f: refused.map((event) => [event.index, event.reason, event.message] as const),
    }),
  };
}

/** Throws `unreadable` for columns that this release did not write. */
export function decodeBatch(identity: BatchIdentity, stored: StoredBatch): CounterBatch {
  const { columns } = stored;
  if (columns.v !== 1) {
    throw new BarometerError('unreadable', `batch columns of version ${columns.v}, known is 1`);
  }
  return {
    hour: hourOf(identity.receivedAt),
    ...identity,
    source: columns.s,
    events: decodeEvents(identity.receivedAt, stored),
    counts: (columns.c ?? []).map((row) => fromRow(row, columns)),
    refused: (columns.f ?? []).map(([index, reason, message]) => ({ index, reason, message })),
  };
}

function decodeEvents(receivedAt: number, stored: StoredBatch): AcceptedEvent[] {
  const { columns, fingerprints } = stored;
  const indexes = columns.i && fromRuns(columns.i);
  const links = new Map(columns.l);
  const traits = new Map(columns.r);
  let at = receivedAt;
  return columns.x.map((name, place) => {
    at += columns.t[place] ?? 0;
    const link = links.get(place);
    const ownTraits = traits.get(place);
    return {
      index: indexes?.[place] ?? place,
      kind: kindAt(columns.k, place),
      ...whoAndWhere(columns, place),
      event: textAt(columns.e, name),
      at,
      dated: columns.d?.charAt(place) !== '0',
      fingerprint: fingerprints.slice(place * FINGERPRINT_LENGTH, (place + 1) * FINGERPRINT_LENGTH),
      ...(link !== undefined && { link: actorAt(columns, link) }),
      ...(ownTraits && { traits: ownTraits }),
    };
  });
}

function kindAt(kinds: string | undefined, place: number): AcceptedEvent['kind'] {
  const letter = kinds?.charAt(place) ?? 't';
  return letter === 'i' || letter === 'g' || letter === 'a' ? KINDS[letter] : 'track';
}

function whoAndWhere(
  columns: BatchColumns,
  place: number,
): Pick<AcceptedEvent, 'actor' | 'accountId'> {
  const person = columns.p[place] ?? null;
  const account = columns.g[place] ?? null;
  return {
    ...(person !== null && { actor: actorAt(columns, person) }),
    ...(account !== null && { accountId: textAt(columns.a, account) }),
  };
}
