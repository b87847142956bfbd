import type { AcceptedEvent, RefusedEvent, Traits } from '../../events/event.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { hourOf } from '../../model/hour.ts';
import { HASH_LENGTH } from '../block/cell-columns.ts';
import { textAt } from '../block/intern-table.ts';
import { decodeRunLengths, encodeRunLengths } from '../block/run-lengths.ts';
import {
  type ActorIndex,
  actorAt,
  type BatchTexts,
  type BatchTextTables,
  createBatchTextTables,
} from './batch-text-tables.ts';
import type { CounterBatch, PostedCount } from './counter-batch.ts';

/** What the key of a stored batch says; the columns hold the rest. */
export type BatchIdentity = Pick<CounterBatch, 'receivedAt' | 'requestId' | 'part'>;

/** Columns by row of the event; a column with the default for all events is left out. */
export interface BatchColumns extends BatchTexts {
  readonly v: 1;
  readonly s: string;
  /** Indexes in the request, as run lengths. Left out: 0, 1, 2... */
  readonly i?: readonly number[];
  /** First letters of the kinds. Left out: all `track`. */
  readonly k?: string;
  /** `1` where dated, `0` where not. Left out: all dated. */
  readonly d?: string;
  /** Who, in which account, which event: indexes into the tables. */
  readonly p: readonly ActorIndex[];
  readonly g: readonly (number | null)[];
  readonly x: readonly number[];
  /** Milliseconds after the receipt for the first event, after the one before for the others. */
  readonly t: readonly number[];
  /** Links and traits of the few events that have them: row of the event, then the value. */
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

const KINDS: readonly AcceptedEvent['kind'][] = ['track', 'identify', 'group', 'alias'];
const KIND_BY_LETTER = new Map(KINDS.map((kind) => [kind.charAt(0), kind]));

/** A pure function of the batch: the same batch gives the same columns. */
export function encodeBatch(batch: CounterBatch): StoredBatch {
  const { events } = batch;
  const tables = createBatchTextTables();
  const columns = {
    v: 1 as const,
    s: batch.source,
    ...nonDefaultColumns(events),
    p: events.map((event) => tables.actorIndex(event.actor)),
    g: events.map((event) => tables.accountIndex(event.accountId)),
    x: events.map((event) => tables.eventIndex(event.event)),
    t: events.map(
      (event, row) => event.occurredAt - (events[row - 1]?.occurredAt ?? batch.receivedAt),
    ),
    ...sparseColumns(batch, tables),
  };
  return {
    columns: { ...columns, ...tables.texts() },
    fingerprints: events.map((event) => event.fingerprint).join(''),
  };
}

function nonDefaultColumns(events: readonly AcceptedEvent[]): Pick<BatchColumns, 'i' | 'k' | 'd'> {
  const inOrder = events.every((event, row) => event.index === row);
  const allTracks = events.every((event) => event.kind === 'track');
  return {
    ...(!inOrder && { i: encodeRunLengths(events.map((event) => event.index)) }),
    ...(!allTracks && { k: events.map((event) => event.kind.charAt(0)).join('') }),
    ...(!events.every((event) => event.dated) && {
      d: events.map((event) => (event.dated ? '1' : '0')).join(''),
    }),
  };
}

function sparseColumns(batch: CounterBatch, tables: BatchTextTables) {
  const { events, counts, refused } = batch;
  const links = events.flatMap(({ link }, row) =>
    link ? [[row, tables.actorIndex(link) ?? 0] as const] : [],
  );
  const traits = events.flatMap((event, row) =>
    event.traits ? [[row, event.traits] as const] : [],
  );
  return {
    ...(links.length > 0 && { l: links }),
    ...(traits.length > 0 && { r: traits }),
    ...(counts.length > 0 && { c: counts.map((count) => encodePostedCount(count, tables)) }),
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
    counts: (columns.c ?? []).map((row) => decodePostedCount(row, columns)),
    refused: (columns.f ?? []).map(([index, reason, message]) => ({ index, reason, message })),
  };
}

function decodeEvents(receivedAt: number, stored: StoredBatch): AcceptedEvent[] {
  const { columns, fingerprints } = stored;
  const indexes = columns.i && decodeRunLengths(columns.i);
  const links = new Map(columns.l);
  const traits = new Map(columns.r);
  let atMs = receivedAt;
  return columns.x.map((name, row) => {
    atMs += columns.t[row] ?? 0;
    const link = links.get(row);
    const ownTraits = traits.get(row);
    return {
      index: indexes?.[row] ?? row,
      kind: kindAt(columns.k, row),
      ...actorAndAccountAt(columns, row),
      event: textAt(columns.e, name),
      occurredAt: atMs,
      dated: columns.d?.charAt(row) !== '0',
      fingerprint: fingerprints.slice(row * HASH_LENGTH, (row + 1) * HASH_LENGTH),
      ...(link !== undefined && { link: actorAt(columns, link) }),
      ...(ownTraits && { traits: ownTraits }),
    };
  });
}

function kindAt(kinds: string | undefined, row: number): AcceptedEvent['kind'] {
  if (kinds === undefined) return 'track';
  const letter = kinds.charAt(row);
  const kind = KIND_BY_LETTER.get(letter);
  if (kind === undefined) {
    throw new BarometerError('unreadable', `batch columns with an event of kind '${letter}'`);
  }
  return kind;
}

function actorAndAccountAt(columns: BatchColumns, row: number) {
  const person = columns.p[row] ?? null;
  const account = columns.g[row] ?? null;
  return {
    ...(person !== null && { actor: actorAt(columns, person) }),
    ...(account !== null && { accountId: textAt(columns.a, account) }),
  };
}

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
