import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../keys.ts';
import { filledIn, type Item, type QueryOptions, queryItems } from './query-items.ts';
import { orStoreError, unlessConditionFailed } from './store-error.ts';

/** The condition of a write, in DynamoDB's words. */
type WriteCondition = Pick<
  PutCommand['input'],
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export const IF_ABSENT: WriteCondition = { ConditionExpression: 'attribute_not_exists(pk)' };
export const IF_PRESENT: WriteCondition = { ConditionExpression: 'attribute_exists(pk)' };

/** The condition that nobody wrote since a revision was read; 0 stands for an item not there yet. */
export function atRevision(expected: number): WriteCondition {
  if (expected === 0) return IF_ABSENT;
  return filledIn({ ConditionExpression: '#r = :r' }, { ':r': expected });
}

/** What the stores have in common: each is made of a client and the name of the one table. */
export abstract class TableStore {
  protected readonly client: DynamoDBDocumentClient;
  protected readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }

  /** One item, read consistently unless it may lag behind. */
  protected async getItem(key: ItemKey, consistent = true): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.table, Key: key, ConsistentRead: consistent });
    return (await orStoreError(this.client.send(command))).Item;
  }

  /** An item that never changes once it is there: half the price, and read again where it lags. */
  protected async getImmutableItem(key: ItemKey): Promise<Item | undefined> {
    return (await this.getItem(key, false)) ?? this.getItem(key);
  }

  /** Writes an item whatever stood there. */
  protected async putItem(item: ItemKey & Item): Promise<void> {
    await orStoreError(this.client.send(new PutCommand({ TableName: this.table, Item: item })));
  }

  /** Returns whether the item was written: false when the condition does not hold. */
  protected async putItemIf(condition: WriteCondition, item: ItemKey & Item): Promise<boolean> {
    const command = new PutCommand({ TableName: this.table, Item: item, ...condition });
    return (await unlessConditionFailed(this.client.send(command))) !== undefined;
  }

  /** Returns whether there was an item to delete. */
  protected async deleteItem(key: ItemKey): Promise<boolean> {
    const command = new DeleteCommand({
      TableName: this.table,
      Key: key,
      ReturnValues: 'ALL_OLD',
    });
    return (await orStoreError(this.client.send(command))).Attributes !== undefined;
  }

  protected query(partition: string, options?: QueryOptions): Promise<Item[]> {
    return queryItems(this.client, this.table, partition, options);
  }
}
