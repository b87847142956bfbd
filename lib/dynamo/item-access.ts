import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from './keys.ts';
import type { Item } from './query-items.ts';
import { fromStore } from './store-error.ts';

/** One item, read consistently. */
export async function getItem(
  client: DynamoDBDocumentClient,
  table: string,
  key: ItemKey,
): Promise<Item | undefined> {
  const get = new GetCommand({ TableName: table, Key: key, ConsistentRead: true });
  const { Item: item } = await fromStore(client.send(get));
  return item;
}

/** Writes an item whatever stood there. */
export async function putItem(
  client: DynamoDBDocumentClient,
  table: string,
  item: ItemKey & Item,
): Promise<void> {
  await fromStore(client.send(new PutCommand({ TableName: table, Item: item })));
}
