import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { BarometerError } from '../../model/barometer-error.ts';
import type { ItemKey } from '../keys.ts';
import type { Item } from './query-items.ts';
import { orStoreError } from './store-error.ts';

/** DynamoDB takes 100 keys a call and refuses a key named twice. */
const KEYS_PER_CALL = 100;
const CALLS_AT_ONCE = 4;

/** Unprocessed keys are requested again after 50, 100, 200... ms: a second and a half in all. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 50;

/** The items that exist, in no order, read consistently. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly ItemKey[],
): Promise<readonly Item[]> {
  const distinct = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
  const calls: ItemKey[][] = [];
  for (let offset = 0; offset < distinct.length; offset += KEYS_PER_CALL) {
    calls.push(distinct.slice(offset, offset + KEYS_PER_CALL));
  }
  const items = await pMap(calls, (call) => getAll(client, table, call), {
    concurrency: CALLS_AT_ONCE,
  });
  return items.flat();
}

async function getAll(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly ItemKey[],
): Promise<Item[]> {
  const items: Item[] = [];
  let remaining: Record<string, unknown>[] = [...keys];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await wait(FIRST_WAIT_MS * 2 ** (attempt - 1));
    const command = new BatchGetCommand({
      RequestItems: { [table]: { Keys: remaining, ConsistentRead: true } },
    });
    const answer = await orStoreError(client.send(command));
    items.push(...(answer.Responses?.[table] ?? []));
    remaining = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (remaining.length === 0) return items;
  }
  throw new BarometerError('store_unavailable', `${remaining.length} items were not read in time`);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
