import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { BatchStore } from '../../counts/batch/batch-store.ts';
import { type CounterBatch, inReceiptOrder } from '../../counts/batch/counter-batch.ts';
import { type Hour, hourOf, hoursInRange, MS_PER_HOUR } from '../../model/hour.ts';
import { type QueryOptions, queryItems } from '../client/query-items.ts';
import { orStoreError, unlessConditionFailed } from '../client/store-error.ts';
import { fromBatchItem, toBatchItem, toBatchItems } from '../items/batch-item.ts';
import { batchPartitions, batchRange } from '../keys.ts';

/** Two hours of four partitions each. */
const QUERIES_AT_ONCE = 8;

const LATEST_LOOKS_BACK_MS = 24 * MS_PER_HOUR;

/** Counter batches as one item a part, in four partitions an hour. */
export class DynamoBatchStore implements BatchStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async put(batch: CounterBatch): Promise<void> {
    const puts = toBatchItems(batch).map((item) =>
      this.#client.send(new PutCommand({ TableName: this.#table, Item: item })),
    );
    await orStoreError(Promise.all(puts));
  }

  async replace(batch: CounterBatch): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: toBatchItem(batch),
      ConditionExpression: 'attribute_exists(pk)',
    });
    return (await unlessConditionFailed(this.#client.send(put))) !== undefined;
  }

  readHour(hour: Hour): Promise<readonly CounterBatch[]> {
    return this.#read(batchPartitions(hour));
  }

  async busyHours(hours: readonly Hour[]): Promise<readonly Hour[]> {
    const all = hours.flatMap((hour) => batchPartitions(hour).map((pk) => ({ hour, pk })));
    const options = { limit: 1 };
    const found = await pMap(all, ({ pk }) => queryItems(this.#client, this.#table, pk, options), {
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
    const items = await pMap(
      partitions,
      (pk) => queryItems(this.#client, this.#table, pk, options),
      { concurrency: QUERIES_AT_ONCE },
    );
    return items.flat().map(fromBatchItem).sort(inReceiptOrder);
  }
}
