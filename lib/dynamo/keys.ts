import type { BatchIdentity } from '../counts/batch/batch-columns.ts';
import { BarometerError } from '../model/barometer-error.ts';
import type { Day } from '../model/day.ts';
import type { DocumentKind } from '../model/document-store.ts';
import type { Hour } from '../model/hour.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { SubjectKind } from '../model/subject-kind.ts';

/** Where one item stands. Every key of the table is made here; docs/storage.md lists them. */
export type ItemKey = { readonly pk: string; readonly sk: string };

/** Sort keys from and to, both inclusive. */
export type SortRange = { readonly from: string; readonly to: string };

/** DynamoDB's limits in bytes of UTF-8. */
const MAX_PARTITION_KEY_BYTES = 2048;
const MAX_SORT_KEY_BYTES = 1024;

/** Sorts right after `#`, so it ends a range over all keys that go on with `#`. */
const AFTER_SEPARATOR = '$';

/** Four partitions take 4,000 writes a second, which is what a new on-demand table can do. */
const BATCH_PARTITIONS = [0, 1, 2, 3] as const;

const HEX_DIGITS = [...'0123456789abcdef'];

function itemKey(pk: string, sk: string): ItemKey {
  checkLength('partition key', pk, MAX_PARTITION_KEY_BYTES);
  checkLength('sort key', sk, MAX_SORT_KEY_BYTES);
  return { pk, sk };
}

function checkLength(what: string, text: string, limit: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes === 0 || bytes > limit) {
    throw new BarometerError('invalid', `${what} of ${bytes} bytes, allowed are 1 to ${limit}`);
  }
}

/** Makes a text free of the separator, so that several of them can stand in one key. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('#', '%23');
}

const padded = (number: number, digits: number) => String(number).padStart(digits, '0');

/** 13 digits reach the year 2286. */
const instantText = (milliseconds: number) => padded(Math.max(0, milliseconds), 13);

/** FNV-1a: spreads request ids evenly, whatever they look like. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

export function batchKey(hour: Hour, batch: BatchIdentity): ItemKey {
  const partition = hash32(batch.requestId) % BATCH_PARTITIONS.length;
  const sk = `${instantText(batch.receivedAt)}#${batch.requestId}#${padded(batch.part, 3)}`;
  return itemKey(`BATCH#${hour}#${partition}`, sk);
}

/** The partitions that hold the batches of an hour. */
export function batchPartitions(hour: Hour): readonly string[] {
  return BATCH_PARTITIONS.map((partition) => `BATCH#${hour}#${partition}`);
}

export function batchRange(from: number, to: number): SortRange {
  return { from: instantText(from), to: `${instantText(to)}${AFTER_SEPARATOR}` };
}

/** Reads back what `batchKey` wrote: the request id is all between the first and last separator. */
export function batchIdentity(sk: string): BatchIdentity {
  const [first, last] = [sk.indexOf('#'), sk.lastIndexOf('#')];
  return {
    receivedAt: Number(sk.slice(0, first)),
    requestId: sk.slice(first + 1, last),
    part: Number(sk.slice(last + 1)),
  };
}

export const deltaPartition = (day: Day): string => `DAY#${day}`;

export function deltaKey(day: Day, hour: Hour, index: number): ItemKey {
  return itemKey(deltaPartition(day), `D#${hour}#${padded(index, 5)}`);
}

/** Chunks from one up to another, which is not included. */
export function deltaRange(hour: Hour, from: number, end: number): SortRange {
  return { from: `D#${hour}#${padded(from, 5)}`, to: `D#${hour}#${padded(end - 1, 5)}` };
}

export const SEAL_PARTITION = 'SEAL';
/** Sorts after every hour until the year 9999. */
export const LAST_HOUR = '9999-12-31T23';
export const sealKey = (hour: Hour): ItemKey => itemKey(SEAL_PARTITION, hour);
export const sealedThroughKey = (): ItemKey => itemKey('SEALED', 'through');

export const blockPartition = (namespace: string): string => `BLOCK#${namespace}`;

export function blockHeadKey(namespace: string, name: string): ItemKey {
  return itemKey(blockPartition(namespace), `H#${name}`);
}

/** Names from and to inclusive; all of them when neither is given. */
export function blockHeadRange(from?: string, to?: string): SortRange {
  return { from: `H#${from ?? ''}`, to: to === undefined ? `H${AFTER_SEPARATOR}` : `H#${to}` };
}

/** A partition each chunk, so that writing and reading a block spreads over the whole table. */
export function blockChunkKey(
  namespace: string,
  name: string,
  generation: string,
  index: number,
): ItemKey {
  return itemKey(
    `CHUNK#${escaped(namespace)}#${escaped(name)}#${escaped(generation)}#${index}`,
    'C',
  );
}

export function documentPartition(kind: DocumentKind): string {
  return `DOC#${kind}`;
}

export function documentKey(kind: DocumentKind, id: string): ItemKey {
  return itemKey(documentPartition(kind), id);
}

export function profileKey(kind: SubjectKind, hash: IdHash): ItemKey {
  return itemKey(`PROFILE#${kind}#${hash.charAt(0)}`, hash);
}

export function profilePartitions(kind: SubjectKind): readonly string[] {
  return HEX_DIGITS.map((digit) => `PROFILE#${kind}#${digit}`);
}

export function linkKey(from: IdHash): ItemKey {
  return itemKey(`LINK#${from.charAt(0)}`, from);
}

export function linkPartitions(): readonly string[] {
  return HEX_DIGITS.map((digit) => `LINK#${digit}`);
}

export const RUN_PARTITION = 'RUN';
export const runKey = (requestedAt: string, runId: string): ItemKey =>
  itemKey(RUN_PARTITION, `${requestedAt}#${runId}`);
/** Points to the instant under which a run is kept. */
export const runPointerKey = (runId: string): ItemKey => itemKey(`RUNID#${runId}`, 'P');

export const leaseKey = (name: string): ItemKey => itemKey('LEASE', name);

export const rulePartition = (rule: string): string => `RULE#${rule}`;
export const ruleStateKey = (rule: string, subject: IdHash): ItemKey =>
  itemKey(rulePartition(rule), subject);

export const ALERT_PARTITION = 'ALERT';
export const alertKey = (raisedAt: string, id: string): ItemKey =>
  itemKey(ALERT_PARTITION, `${raisedAt}#${id}`);
/** From the oldest alert to a sort key that `alertKey` wrote; throws `invalid` for no such text. */
export function alertsUpTo(sk: string): SortRange {
  checkLength('cursor', sk, MAX_SORT_KEY_BYTES);
  return { from: ' ', to: sk };
}
/** Points to the instant under which an alert is kept; the first one written decides. */
export const alertPointerKey = (id: string): ItemKey => itemKey(`ALERTID#${id}`, 'P');
