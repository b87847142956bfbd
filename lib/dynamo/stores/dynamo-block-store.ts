import { randomBytes } from 'node:crypto';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { BlockHead, BlockKey, BlockStore, Columns } from '../../counts/block/block-store.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { filledIn, type Item } from '../client/query-items.ts';
import { unlessConditionFailed } from '../client/store-error.ts';
import { IF_ABSENT, TableStore } from '../client/table-store.ts';
import { ensureFits, pack, packedBytes, unpack } from '../items/pack.ts';
import {
  blockChunkKey,
  blockHeadKey,
  blockHeadRange,
  blockPartition,
  type ItemKey,
} from '../keys.ts';
import { deleteChunks, expireChunks } from './clear-chunks.ts';

/**
 * A head as one item: `g` generation, `n` how many chunks, `b` packed meta. The store adds `w`,
 * which marks one writing of a block, so that clearing up after it cannot hit a later one.
 */
function toHeadItem({ namespace, name }: BlockKey, head: Omit<BlockHead, 'name'>) {
  const { generation: g, chunks: n, meta } = head;
  return { ...blockHeadKey(namespace, name), g, n, b: pack(meta) };
}

function fromHeadItem(item: Item): BlockHead {
  return {
    name: String(item['sk']).slice('H#'.length),
    generation: String(item['g']),
    chunks: Number(item['n']),
    meta: unpack(item['b']) as Columns,
  };
}

/** A chunk as one item; throws `invalid` when it is over 390 KB packed. */
function toChunkItem(
  { namespace, name }: BlockKey,
  generation: string,
  chunk: Columns,
  index: number,
) {
  const item = { ...blockChunkKey(namespace, name, generation, index), b: pack(chunk) };
  ensureFits(`chunk ${index} of ${namespace}/${name}`, packedBytes(item.b));
  return item;
}

export function chunkKeys(namespace: string, head: BlockHead): readonly ItemKey[] {
  return Array.from({ length: head.chunks }, (_, index) =>
    blockChunkKey(namespace, head.name, head.generation, index),
  );
}

/** Chunks of 300 KB: more of them under way would only fill memory. */
const CHUNKS_AT_ONCE = 8;

export interface BlockStoreOptions {
  /**
   * Days after which the blocks of a namespace expire by themselves, counted from their writing. Chunks
   * that do need no marking when they are replaced, which costs as much as writing them.
   * @default they stay
   */
  readonly daysKept?: (namespace: string) => number | undefined;
  /** Hears of chunks that could not be marked to expire; they only take room. @default nobody */
  readonly onLeftBehind?: (error: unknown) => void;
}

/** Blocks as a head in its namespace and chunks in partitions of their own. */
export class DynamoBlockStore extends TableStore implements BlockStore {
  readonly #clock: () => number;
  readonly #options: BlockStoreOptions;

  constructor(
    client: DynamoDBDocumentClient,
    table: string,
    clock: () => number,
    options: BlockStoreOptions = {},
  ) {
    super(client, table);
    this.#clock = clock;
    this.#options = options;
  }

  async publish(
    key: BlockKey,
    generation: string,
    chunks: Iterable<Columns>,
    meta: Columns,
  ): Promise<void> {
    await this.#write(key, { generation, meta }, chunks);
  }

  async publishNew(
    key: BlockKey,
    generation: string,
    chunks: Iterable<Columns>,
    meta: Columns,
  ): Promise<boolean> {
    if (await this.head(key)) return false;
    return this.#write(key, { generation, meta }, chunks, IF_ABSENT);
  }

  /** Returns whether the head was put: false when its condition does not hold. */
  async #write(
    key: BlockKey,
    { generation, meta }: Pick<BlockHead, 'generation' | 'meta'>,
    chunks: Iterable<Columns>,
    condition?: typeof IF_ABSENT,
  ): Promise<boolean> {
    const writeMark = { w: randomBytes(6).toString('base64url'), ...this.#expiry(key.namespace) };
    const written = await pMap(
      chunks,
      (chunk, index) => {
        const item = toChunkItem(key, generation, chunk, index);
        return this.putItem({ ...item, ...writeMark });
      },
      { concurrency: CHUNKS_AT_ONCE },
    );
    const head = toHeadItem(key, { generation, chunks: written.length, meta });
    const put = new PutCommand({
      TableName: this.table,
      Item: { ...head, ...writeMark },
      ReturnValues: 'ALL_OLD',
      ...condition,
    });
    const answer = await unlessConditionFailed(this.client.send(put));
    if (!answer) return false;
    const old = answer.Attributes;
    if (old && old['g'] !== generation && old['ttl'] === undefined)
      await this.#supersede(key.namespace, old);
    return true;
  }

  async head({ namespace, name }: BlockKey): Promise<BlockHead | undefined> {
    const item = await this.getItem(blockHeadKey(namespace, name));
    return item && fromHeadItem(item);
  }

  async heads(namespace: string, from?: string, to?: string): Promise<readonly BlockHead[]> {
    const options = { range: blockHeadRange(from, to) };
    const items = await this.query(blockPartition(namespace), options);
    return items.map(fromHeadItem);
  }

  /**
   * A reader with the head of an older generation has a day to read its chunks, which never change
   * once a head names them.
   */
  async read(
    namespace: string,
    head: BlockHead,
    indices?: readonly number[],
  ): Promise<readonly Columns[]> {
    const all = chunkKeys(namespace, head).map((key, index) => ({ key, index }));
    const keys = indices ? all.filter(({ index }) => indices.includes(index)) : all;
    return pMap(
      keys,
      async ({ key, index }) => {
        const item = await this.getImmutableItem(key);
        if (item) return unpack(item['b']) as Columns;
        throw new BarometerError(
          'unreadable',
          `chunk ${index} of ${namespace}/${head.name} is missing in generation ${head.generation}`,
        );
      },
      { concurrency: CHUNKS_AT_ONCE },
    );
  }

  async remove(namespace: string, head: BlockHead): Promise<void> {
    const isUnchanged = { ConditionExpression: 'attribute_not_exists(pk) OR #g = :g' };
    const removal = new DeleteCommand({
      TableName: this.table,
      Key: blockHeadKey(namespace, head.name),
      ...filledIn(isUnchanged, { ':g': head.generation }),
    });
    // Refused: a newer generation stands there, whose publisher saw to the chunks of this one.
    if (await unlessConditionFailed(this.client.send(removal)))
      await deleteChunks(this.client, this.table, chunkKeys(namespace, head));
  }

  /** The new head stands by now, so a failure here must not look like a failure to publish. */
  async #supersede(namespace: string, old: Item): Promise<void> {
    try {
      const keys = chunkKeys(namespace, fromHeadItem(old));
      const writing = { writeMark: String(old['w']), now: this.#clock() };
      await expireChunks(this.client, this.table, keys, writing);
    } catch (error) {
      this.#options.onLeftBehind?.(error);
    }
  }

  #expiry(namespace: string): { ttl: number } | undefined {
    const days = this.#options.daysKept?.(namespace);
    if (days === undefined) return undefined;
    return { ttl: Math.floor(this.#clock() / 1000) + days * 86_400 };
  }
}
