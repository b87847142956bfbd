import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { TABLE } from '../model/table-definition.ts';
import type { SortRange } from './keys.ts';
import { fromStore } from './store-error.ts';

/** An item as the document client reads it. */
export type Item = Readonly<Record<string, unknown>>;

export interface QueryOptions {
  /** An index to ask instead of the table; DynamoDB reads indexes only eventually consistent. */
  readonly index?: { readonly name: string; readonly partitionKey: string };
  readonly range?: SortRange;
  readonly newestFirst?: boolean;
  /** So many items at most. @default all */
  readonly limit?: number;
}

function inputOf(table: string, partition: string, options: QueryOptions): QueryCommandInput {
  const { index, range, newestFirst } = options;
  return {
    TableName: table,
    ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
    KeyConditionExpression: range ? '#pk = :pk AND #sk BETWEEN :from AND :to' : '#pk = :pk',
    ExpressionAttributeNames: {
      '#pk': index?.partitionKey ?? TABLE.partitionKey,
      ...(range && { '#sk': TABLE.sortKey }),
    },
    ExpressionAttributeValues: {
      ':pk': partition,
      ...(range && { ':from': range.from, ':to': range.to }),
    },
    ScanIndexForward: newestFirst !== true,
  };
}

/** The items of a partition, page by page (1 MB each); from the table consistently. */
export async function queryItems(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
  options: QueryOptions = {},
): Promise<Item[]> {
  const { limit = Number.POSITIVE_INFINITY } = options;
  if (options.range && options.range.from > options.range.to) return [];
  const items: Item[] = [];
  const input = inputOf(table, partition, options);
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const left = limit - items.length;
    const page = await fromStore(
      client.send(
        new QueryCommand({
          ...input,
          ...(Number.isFinite(left) && { Limit: left }),
          ...(start && { ExclusiveStartKey: start }),
        }),
      ),
    );
    for (const item of page.Items ?? []) items.push(item);
    start = page.LastEvaluatedKey;
  } while (start && items.length < limit);
  return items;
}
