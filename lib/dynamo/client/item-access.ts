import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../keys.ts';
import type { Item } from './query-items.ts';
import { orStoreError } from './store-error.ts';

/** One item, read consistently. */
export function getItem(
  client: DynamoDBDocumentClient,
  table: string,
  key: ItemKey,
): Promise<Item | undefined> {
  return get(client, table, key, true);
}

/** An item that never changes once it is there: half the price, and read again where it lags. */
export async function getImmutableItem(
  client: DynamoDBDocumentClient,
  table: string,
  key: ItemKey,
): Promise<Item | undefined> {
  return (await get(client, table, key, false)) ?? getItem(client, table, key);
}

async function get(
  client: DynamoDBDocumentClient,
  table: string,
  key: ItemKey,
  consistent: boolean,
): Promise<Item | undefined> {
  const command = new GetCommand({ TableName: table, Key: key, ConsistentRead: consistent });
  const { Item: item } = await orStoreError(client.send(command));
  return item;
}

/** Writes an item whatever stood there. */
export async function putItem(
  client: DynamoDBDocumentClient,
  table: string,
  item: ItemKey & Item,
): Promise<void> {
  await orStoreError(client.send(new PutCommand({ TableName: table, Item: item })));
}
