import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Delta } from '../../counts/delta/delta.ts';
import { type DeltaColumns, decodeDelta, encodeDelta } from '../../counts/delta/delta-columns.ts';
import type { SealMarker, SealStore } from '../../counts/delta/seal-store.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { filledIn, type Item } from '../client/query-items.ts';
import { IF_ABSENT, TableStore } from '../client/table-store.ts';
import { bytesToHex, ensureFits, hexToBytes, pack, packedBytes, unpack } from '../items/pack.ts';
import {
  deltaKey,
  deltaPartition,
  deltaRange,
  LAST_HOUR,
  SEAL_PARTITION,
  sealedThroughKey,
  sealKey,
} from '../keys.ts';

/** A delta chunk as one item: `b` packed columns, `h` 8 bytes for each id and fingerprint. */
function toDeltaItem(chunk: Delta, index: number) {
  const { columns, hashes } = encodeDelta(chunk);
  const { day, hour } = chunk;
  const item = { ...deltaKey(day, hour, index), b: pack(columns), h: hexToBytes(hashes) };
  ensureFits(`delta chunk ${day}/${hour}/${index}`, packedBytes(item.b) + item.h.length);
  return item;
}

function fromDeltaItem(identity: Pick<Delta, 'day' | 'hour'>, item: Item): Delta {
  // `decodeDelta` checks the version, which is all that tells whose columns these are.
  const columns = unpack(item['b']) as DeltaColumns;
  return decodeDelta(identity, { columns, hashes: bytesToHex(item['h']) });
}

/** Events are refused once their day is past the retention; readers may be a little behind. */
const SPARE_DAYS = 2;

/** Delta chunks by day, seal markers by hour. */
export class DynamoSealStore extends TableStore implements SealStore {
  readonly #retentionDays: number | undefined;

  /** @param retentionDays days after which the chunks of a day may go; without it they stay */
  constructor(client: DynamoDBDocumentClient, table: string, retentionDays?: number) {
    super(client, table);
    this.#retentionDays = retentionDays;
  }

  async putChunk(chunk: Delta, index: number): Promise<void> {
    await this.putItem({ ...toDeltaItem(chunk, index), ...this.#expiry(chunk.day) });
  }

  async putMarker({ hour, events, days }: SealMarker): Promise<void> {
    const packedDays = pack(days.map(({ day, chunks }) => [day, chunks]));
    await this.putItemIf(IF_ABSENT, { ...sealKey(hour), n: events, b: packedDays });
  }

  async markersFrom(hour: Hour): Promise<readonly SealMarker[]> {
    const items = await this.query(SEAL_PARTITION, { range: { from: hour, to: LAST_HOUR } });
    return items.map((item) => ({
      hour: String(item['sk']),
      events: Number(item['n']),
      days: (unpack(item['b']) as [Day, number][]).map(([day, chunks]) => ({ day, chunks })),
    }));
  }

  async readChunks(day: Day, hour: Hour, end: number, from = 0): Promise<readonly Delta[]> {
    if (end <= from) return [];
    const read = (eventuallyConsistent: boolean) =>
      this.query(deltaPartition(day), { range: deltaRange(hour, from, end), eventuallyConsistent });
    // The marker was put after the chunks: where one is missing, the answer only lags behind.
    const first = await read(true);
    const items = first.length === end - from ? first : await read(false);
    if (items.length !== end - from) {
      throw new BarometerError(
        'unreadable',
        `delta ${day}/${hour} has ${items.length} chunks from ${from} to ${end}, its marker says all`,
      );
    }
    return items.map((item) => fromDeltaItem({ day, hour }, item));
  }

  async sealedThrough(): Promise<Hour | undefined> {
    const item = await this.getItem(sealedThroughKey());
    return item && String(item['hour']);
  }

  async advanceSealedThrough(hour: Hour): Promise<void> {
    const isAhead = { ConditionExpression: 'attribute_not_exists(pk) OR #hour < :hour' };
    await this.putItemIf(filledIn(isAhead, { ':hour': hour }), { ...sealedThroughKey(), hour });
  }

  #expiry(day: Day): { ttl: number } | undefined {
    if (this.#retentionDays === undefined) return undefined;
    return { ttl: (dayNumber(day) + this.#retentionDays + SPARE_DAYS) * 86_400 };
  }
}
