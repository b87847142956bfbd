import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { TABLE } from '../../model/table-definition.ts';
import type { SortRange } from '../keys.ts';
import { orStoreError } from './store-error.ts';

/** An item as the document client reads it. */
export type Item = Readonly<Record<string, unknown>>;

/** Says what expressions stand for: `#name` is the attribute of that name, `:name` a value given. */
export function filledIn<Expressions extends Readonly<Record<string, string>>>(
  expressions: Expressions,
  values: Readonly<Record<string, unknown>>,
) {
  const names = Object.values(expressions).flatMap((text) => text.match(/#\w+/g) ?? []);
  return {
    ...expressions,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
    ExpressionAttributeValues: values,
  };
}

export interface QueryOptions {
  /** An index to ask instead of the table; DynamoDB reads indexes only eventually consistent. */
  readonly index?: { readonly name: string; readonly partitionKey: string };
  readonly range?: SortRange;
  readonly newestFirst?: boolean;
  /** Reads at half the price what may lag behind, for items that never change. @default false */
  readonly eventuallyConsistent?: boolean;
  /** How many items at most. @default all */
  readonly limit?: number;
}

function inputOf(table: string, partition: string, options: QueryOptions): QueryCommandInput {
  const { index, range, newestFirst, eventuallyConsistent = false } = options;
  return {
    TableName: table,
    ...(index ? { IndexName: index.name } : { ConsistentRead: !eventuallyConsistent }),
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

/** The items of a partition, page by page (1 MB each); from the table consistently by default. */
export async function* queryPages(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
  options: QueryOptions = {},
): AsyncGenerator<readonly Item[]> {
  if (options.range && options.range.from > options.range.to) return;
  let remaining = options.limit ?? Number.POSITIVE_INFINITY;
  const input = inputOf(table, partition, options);
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await orStoreError(
      client.send(
        new QueryCommand({
          ...input,
          ...(Number.isFinite(remaining) && { Limit: remaining }),
          ...(start && { ExclusiveStartKey: start }),
        }),
      ),
    );
    const items = page.Items ?? [];
    yield items;
    remaining -= items.length;
    start = page.LastEvaluatedKey;
  } while (start && remaining > 0);
}

/** All items of a partition, or the first `limit` of them. */
export async function queryItems(
  client: DynamoDBDocumentClient,
  table: string,
  partition: string,
  options: QueryOptions = {},
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of queryPages(client, table, partition, options)) items.push(...page);
  return items;
}
