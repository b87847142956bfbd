import pMap from 'p-map';
import { type BatchColumns, decodeBatch, encodeBatch } from '../../counts/batch/batch-columns.ts';
import type { BatchStore } from '../../counts/batch/batch-store.ts';
import {
  batchSize,
  type CounterBatch,
  inReceiptOrder,
  splitBatch,
} from '../../counts/batch/counter-batch.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { type Hour, hourOf, hoursInRange, MS_PER_HOUR } from '../../model/hour.ts';
import type { Item, QueryOptions } from '../client/query-items.ts';
import { IF_PRESENT, TableStore } from '../client/table-store.ts';
import {
  bytesToHex,
  hexToBytes,
  MAX_PACKED_BYTES,
  type Packed,
  pack,
  packedBytes,
  unpack,
} from '../items/pack.ts';
import { batchIdentity, batchKey, batchPartitions, batchRange, type ItemKey } from '../keys.ts';

/** Housekeeping alone: an hour is sealed within minutes, an alarm rings after two hours. */
const TTL_SECONDS = 10 * 86_400;

/** One counter batch as stored; short names, for each byte of them is written with every batch. */
type BatchItem = ItemKey & {
  readonly b: Packed;
  /** Fingerprints, 8 bytes each; left out when the batch holds no events. */
  readonly f?: Uint8Array;
  readonly ttl: number;
};

/** The item of one part as it is: for a part that was stored before, and so is small enough. */
function toBatchItem(batch: CounterBatch): BatchItem {
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
function toBatchItems(batch: CounterBatch): readonly BatchItem[] {
  const item = toBatchItem(batch);
  if (fits(item)) return [item];
  return splitToFit(batch).map((part, index) => toBatchItem({ ...part, part: batch.part + index }));
}

function fromBatchItem(item: Item): CounterBatch {
  // `decodeBatch` checks the version, which is all that tells whose columns these are.
  const columns = unpack(item['b']) as BatchColumns;
  const fingerprints = item['f'] === undefined ? '' : bytesToHex(item['f']);
  return decodeBatch(batchIdentity(String(item['sk'])), { columns, fingerprints });
}

/** Two hours of four partitions each. */
const QUERIES_AT_ONCE = 8;

const LATEST_LOOKS_BACK_MS = 24 * MS_PER_HOUR;

/** Counter batches as one item a part, in four partitions an hour. */
export class DynamoBatchStore extends TableStore implements BatchStore {
  async put(batch: CounterBatch): Promise<void> {
    await Promise.all(toBatchItems(batch).map((item) => this.putItem(item)));
  }

  replace(batch: CounterBatch): Promise<boolean> {
    return this.putItemIf(IF_PRESENT, toBatchItem(batch));
  }

  readHour(hour: Hour): Promise<readonly CounterBatch[]> {
    return this.#read(batchPartitions(hour));
  }

  async busyHours(hours: readonly Hour[]): Promise<readonly Hour[]> {
    const all = hours.flatMap((hour) => batchPartitions(hour).map((pk) => ({ hour, pk })));
    const found = await pMap(all, ({ pk }) => this.query(pk, { limit: 1 }), {
      concurrency: QUERIES_AT_ONCE,
    });
    const busy = new Set(all.flatMap(({ hour }, index) => (found[index]?.length ? [hour] : [])));
    return hours.filter((hour) => busy.has(hour));
  }

  readBetween(from: number, to: number): Promise<readonly CounterBatch[]> {
    const partitions = hoursInRange(hourOf(from), hourOf(to)).flatMap(batchPartitions);
    return this.#read(partitions, { range: batchRange(from, to) });
  }

  async latest(now: number, limit: number): Promise<readonly CounterBatch[]> {
    const range = batchRange(now - LATEST_LOOKS_BACK_MS, now);
    const newest: CounterBatch[] = [];
    const hours = hoursInRange(hourOf(now - LATEST_LOOKS_BACK_MS), hourOf(now)).reverse();
    for (const hour of hours) {
      if (newest.length >= limit) break;
      const options = { range, newestFirst: true, limit: limit - newest.length };
      newest.push(...(await this.#read(batchPartitions(hour), options)).toReversed());
    }
    return newest.slice(0, limit);
  }

  async #read(
    partitions: readonly string[],
    options: QueryOptions = {},
  ): Promise<readonly CounterBatch[]> {
    const items = await pMap(partitions, (pk) => this.query(pk, options), {
      concurrency: QUERIES_AT_ONCE,
    });
    return items.flat().map(fromBatchItem).sort(inReceiptOrder);
  }
}
