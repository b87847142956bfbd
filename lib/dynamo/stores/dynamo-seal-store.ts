import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Delta } from '../../counts/delta/delta.ts';
import type { SealMarker, SealStore } from '../../counts/delta/seal-store.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import type { Hour } from '../../model/hour.ts';
import { getItem, putItem } from '../client/item-access.ts';
import { queryItems } from '../client/query-items.ts';
import { unlessConditionFailed } from '../client/store-error.ts';
import { fromDeltaItem, toDeltaItem } from '../items/delta-item.ts';
import { pack, unpack } from '../items/pack.ts';
import {
  deltaPartition,
  deltaRange,
  LAST_HOUR,
  SEAL_PARTITION,
  sealedThroughKey,
  sealKey,
} from '../keys.ts';

/** Events are refused once their day is past the retention; readers may be a little behind. */
const SPARE_DAYS = 2;

export interface SealStoreOptions {
  /** Days after which the chunks of a day may go. @default they stay */
  readonly retentionDays?: number;
}

/** Delta chunks by day, seal markers by hour. */
export class DynamoSealStore implements SealStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #retentionDays: number | undefined;

  constructor(client: DynamoDBDocumentClient, table: string, options: SealStoreOptions = {}) {
    this.#client = client;
    this.#table = table;
    this.#retentionDays = options.retentionDays;
  }

  async putChunk(chunk: Delta, index: number): Promise<void> {
    const item = { ...toDeltaItem(chunk, index), ...this.#expiry(chunk.day) };
    await putItem(this.#client, this.#table, item);
  }

  async putMarker(marker: SealMarker): Promise<void> {
    const { hour, events, days } = marker;
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...sealKey(hour), n: events, b: pack(days.map(({ day, chunks }) => [day, chunks])) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await unlessConditionFailed(this.#client.send(put));
  }

  async markersFrom(hour: Hour): Promise<readonly SealMarker[]> {
    const range = { from: hour, to: LAST_HOUR };
    const items = await queryItems(this.#client, this.#table, SEAL_PARTITION, { range });
    return items.map((item) => ({
      hour: String(item['sk']),
      events: Number(item['n']),
      days: (unpack(item['b']) as [Day, number][]).map(([day, chunks]) => ({ day, chunks })),
    }));
  }

  async readChunks(day: Day, hour: Hour, end: number, from = 0): Promise<readonly Delta[]> {
    if (end <= from) return [];
    const range = deltaRange(hour, from, end);
    const query = (eventually: boolean) =>
      queryItems(this.#client, this.#table, deltaPartition(day), {
        range,
        eventuallyConsistent: eventually,
      });
    // The marker was put after the chunks: where one is missing, the answer only lags behind.
    const first = await query(true);
    const items = first.length === end - from ? first : await query(false);
    if (items.length !== end - from) {
      throw new BarometerError(
        'unreadable',
        `delta ${day}/${hour} has ${items.length} chunks from ${from} to ${end}, its marker says all`,
      );
    }
    return items.map((item) => fromDeltaItem({ day, hour }, item));
  }

  async sealedThrough(): Promise<Hour | undefined> {
    const item = await getItem(this.#client, this.#table, sealedThroughKey());
    return item && String(item['hour']);
  }

  async advanceSealedThrough(hour: Hour): Promise<void> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...sealedThroughKey(), hour },
      ConditionExpression: 'attribute_not_exists(pk) OR #hour < :hour',
      ExpressionAttributeNames: { '#hour': 'hour' },
      ExpressionAttributeValues: { ':hour': hour },
    });
    await unlessConditionFailed(this.#client.send(put));
  }

  #expiry(day: Day): { ttl: number } | undefined {
    if (this.#retentionDays === undefined) return undefined;
    return { ttl: (dayNumber(day) + this.#retentionDays + SPARE_DAYS) * 86_400 };
  }
}
