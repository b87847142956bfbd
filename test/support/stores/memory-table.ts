import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { TABLE } from '../../../lib/model/table-definition.ts';
import { type Partition, partitionOf } from './memory-partition.ts';
import { conditionHolds, type TableItem, updated } from './table-expressions.ts';

/** DynamoDB's limit of an item. */
const MAX_ITEM_BYTES = 400 * 1024;

/** A tenth of DynamoDB's page, so that pages end in the middle of things. */
const PAGE_BYTES = 100 * 1024;

const { partitionKey, sortKey, outboxIndex } = TABLE;

type Key = readonly [partition: string, sort: string];

function keyOf(fields: Readonly<Record<string, unknown>> | undefined): Key {
  return [String(fields?.[partitionKey]), String(fields?.[sortKey])];
}

function bytesOf(item: TableItem): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) {
    const isLong = typeof value === 'string' || value instanceof Uint8Array;
    bytes += name.length + (isLong ? Buffer.byteLength(value) : 8);
  }
  return bytes;
}

/** All tables in memory share it: it serves no request, and takes its time to make. */
const nowhere = new DynamoDBClient({ region: 'nowhere' });

/**
 * The client of a table that is kept in memory: what the stores ask of DynamoDB and nothing else,
 * a thousand times as fast as over HTTP. The tests of the stores say that it does the same.
 */
export class MemoryTable extends DynamoDBDocumentClient {
  readonly #partitions = new Map<string, Partition>();
  readonly #indexed = new Map<string, TableItem>();

  constructor() {
    super(nowhere);
  }

  /** All items by their keys, as they are stored. */
  items(): readonly TableItem[] {
    const inOrder = [...this.#partitions].sort(([a], [b]) => (a < b ? -1 : 1));
    return inOrder.flatMap(([, partition]) => partition.inOrder());
  }

  // Answers to all commands are different types, which the overloads of the client tell apart.
  override async send(command: object): Promise<never> {
    return this.#answer(command) as never;
  }

  #answer(command: object): object {
    if (command instanceof GetCommand) return { Item: this.#get(keyOf(command.input.Key)) };
    if (command instanceof PutCommand) return this.#put(command.input);
    if (command instanceof QueryCommand) return this.#query(command.input);
    if (command instanceof UpdateCommand) return this.#update(command.input);
    if (command instanceof DeleteCommand) return this.#delete(command.input);
    if (command instanceof BatchGetCommand) return this.#batchGet(command.input);
    if (command instanceof BatchWriteCommand) return this.#batchWrite(command.input);
    throw new Error(`${command.constructor.name} is not kept in memory`);
  }

  #get([partition, sort]: Key): TableItem | undefined {
    const item = this.#partitions.get(partition)?.get(sort);
    return item && { ...item };
  }

  #put({ Item: given = {}, ConditionExpression: condition, ...rest }: PutCommand['input']) {
    const key = keyOf(given);
    const old = this.#checked(key, condition, rest);
    this.#write(key, given);
    return rest.ReturnValues === 'ALL_OLD' ? { Attributes: old } : {};
  }

  #update({ Key, ConditionExpression: condition, ...rest }: UpdateCommand['input']) {
    const key = keyOf(Key);
    const before = this.#checked(key, condition, rest) ?? { ...Key };
    const after = updated(rest.UpdateExpression ?? '', before, rest);
    this.#write(key, after);
    return rest.ReturnValues === 'ALL_NEW' ? { Attributes: { ...after } } : {};
  }

  #delete({ Key, ConditionExpression: condition, ...rest }: DeleteCommand['input']) {
    const key = keyOf(Key);
    const old = this.#checked(key, condition, rest);
    this.#partitions.get(key[0])?.delete(key[1]);
    this.#index(key, undefined);
    return rest.ReturnValues === 'ALL_OLD' ? { Attributes: old } : {};
  }

  /** What stands there now, once the condition holds for it. */
  #checked(key: Key, condition: string | undefined, rest: Parameters<typeof conditionHolds>[2]) {
    const old = this.#get(key);
    if (conditionHolds(condition, old, rest)) return old;
    throw new ConditionalCheckFailedException({ message: 'the condition failed', $metadata: {} });
  }

  /** Absent fields are left out, as the real client does. */
  #write(key: Key, given: TableItem): void {
    const item: Record<string, unknown> = {};
    for (const name in given) if (given[name] !== undefined) item[name] = given[name];
    if (bytesOf(item) > MAX_ITEM_BYTES) throw new Error('Item size has exceeded 400 KB');
    const [partition, sort] = key;
    partitionOf(this.#partitions, partition).set(sort, item);
    this.#index(key, item);
  }

  #index(key: Key, item: TableItem | undefined): void {
    if (item?.[outboxIndex.partitionKey] === undefined) this.#indexed.delete(key.join('\n'));
    else this.#indexed.set(key.join('\n'), item);
  }

  #query(input: QueryCommand['input']) {
    const { ExpressionAttributeValues: values = {}, KeyConditionExpression: condition = '' } =
      input;
    const partition = String(values[':pk']);
    const [, from, to] = /BETWEEN (:\w+) AND (:\w+)/.exec(condition) ?? [];
    const found = input.IndexName
      ? this.#waiting(partition)
      : partitionOf(this.#partitions, partition).inOrder(
          from && String(values[from]),
          to && String(values[to]),
        );
    return pageOf(input.ScanIndexForward === false ? found.toReversed() : found, input);
  }

  /** The items of a partition of the index. Those with one sort key keep the order they came in. */
  #waiting(partition: string): readonly TableItem[] {
    const items = [...this.#indexed.values()];
    return items
      .filter((item) => item[outboxIndex.partitionKey] === partition)
      .sort((a, b) => (String(a[sortKey]) < String(b[sortKey]) ? -1 : 1));
  }

  #batchWrite({ RequestItems = {} }: BatchWriteCommand['input']) {
    for (const { PutRequest } of Object.values(RequestItems).flat()) {
      const item = PutRequest?.Item ?? {};
      this.#write(keyOf(item), item);
    }
    return {};
  }

  #batchGet({ RequestItems = {} }: BatchGetCommand['input']) {
    const tables = Object.entries(RequestItems).map(([table, { Keys = [] }]) => {
      return [table, Keys.flatMap((key) => this.#get(keyOf(key)) ?? [])];
    });
    return { Responses: Object.fromEntries(tables) };
  }
}

function pageOf(found: readonly TableItem[], input: QueryCommand['input']) {
  const { Limit: limit = Number.POSITIVE_INFINITY, ExclusiveStartKey: start } = input;
  const isStart = (item: TableItem) => keyOf(item).join('\n') === keyOf(start).join('\n');
  const begin = start ? found.findIndex(isStart) + 1 : 0;
  const page: TableItem[] = [];
  let bytes = 0;
  for (let row = begin; row < found.length && page.length < limit && bytes <= PAGE_BYTES; row++) {
    const item = found[row] ?? {};
    page.push({ ...item });
    bytes += bytesOf(item);
  }
  const last = begin + page.length < found.length ? page.at(-1) : undefined;
  const next = last && { [partitionKey]: last[partitionKey], [sortKey]: last[sortKey] };
  return { Items: page, ...(next && { LastEvaluatedKey: next }) };
}
