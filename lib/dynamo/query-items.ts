import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { SortRange } from './keys.ts';
import { fromStore } from './store-error.ts';

/** An item as the document client reads it. */
export type Item = Readonly<Record<string, unknown>>;

export interface QueryOptions {
  readonly range?: SortRange;
  readonly newestFirst?: boolean;
  /** So many items at most. @default all */
  readonly limit?: number;
}

function inputOf(table: string, pk: string, options: QueryOptions): QueryCommandInput {
  const { range, newestFirst } = options;
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: range ? 'pk = :pk AND sk BETWEEN :from AND :to' : 'pk = :pk',
    ExpressionAttributeValues: {
      ':pk': pk,
      ...(range && { ':from': range.from, ':to': range.to }),
    },
    ScanIndexForward: newestFirst !== true,
  };
}

/** The items of a partition, page by page (1 MB each), read consistently. */
export async function queryItems(
  client: DynamoDBDocumentClient,
  table: string,
  pk: string,
  options: QueryOptions = {},
): Promise<Item[]> {
  const { limit = Number.POSITIVE_INFINITY } = options;
  if (options.range && options.range.from > options.range.to) return [];
  const items: Item[] = [];
  const input = inputOf(table, pk, options);
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
