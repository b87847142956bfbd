import { type BatchColumns, decodeBatch, encodeBatch } from '../../counts/batch/batch-columns.ts';
import { batchSize, type CounterBatch, splitBatch } from '../../counts/batch/counter-batch.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { Item } from '../client/query-items.ts';
import { batchIdentity, batchKey, type ItemKey } from '../keys.ts';
import {
  bytesToHex,
  hexToBytes,
  MAX_PACKED_BYTES,
  type Packed,
  pack,
  packedBytes,
  unpack,
} from './pack.ts';

/** Housekeeping alone: an hour is sealed within minutes, an alarm rings after two hours. */
const TTL_SECONDS = 10 * 86_400;

/** One counter batch as stored; short names, for each byte of them is written with every batch. */
export interface BatchItem extends ItemKey {
  /** Packed columns. */
  readonly b: Packed;
  /** Fingerprints, 8 bytes each; left out when the batch holds no events. */
  readonly f?: Uint8Array;
  readonly ttl: number;
}

/** The item of one part as it is: for a part that was stored before, and so is small enough. */
export function toBatchItem(batch: CounterBatch): BatchItem {
  const { columns, fingerprints } = encodeBatch(batch);
  return {
    ...batchKey(batch.hour, batch),
    b: pack(columns),
    ...(fingerprints !== '' && { f: hexToBytes(fingerprints) }),
    ttl: Math.floor(batch.receivedAt / 1000) + TTL_SECONDS,
  };
}

function fits(item: BatchItem): boolean {
  return packedBytes(item.b) + (item.f?.length ?? 0) <= MAX_PACKED_BYTES;
}

function splitToFit(batch: CounterBatch): readonly CounterBatch[] {
  if (fits(toBatchItem(batch))) return [batch];
  if (batchSize(batch) < 2) {
    throw new BarometerError('invalid', `one event is larger than ${MAX_PACKED_BYTES} bytes`);
  }
  return splitBatch(batch).flatMap(splitToFit);
}

/** The items of a batch: one, or as many as it takes to keep each below 390 KB. */
export function toBatchItems(batch: CounterBatch): readonly BatchItem[] {
  const item = toBatchItem(batch);
  if (fits(item)) return [item];
  return splitToFit(batch).map((part, index) => toBatchItem({ ...part, part: batch.part + index }));
}

export function fromBatchItem(item: Item): CounterBatch {
  // `decodeBatch` checks the version, which is all that tells whose columns these are.
  const columns = unpack(item['b']) as BatchColumns;
  const fingerprints = item['f'] === undefined ? '' : bytesToHex(item['f']);
  return decodeBatch(batchIdentity(String(item['sk'])), { columns, fingerprints });
}
