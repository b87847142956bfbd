/** JSON that a chunk may hold: columns of numbers and text. */
export type Columns = Readonly<Record<string, unknown>>;

/** The pointer that makes a block readable. */
export interface BlockHead {
  readonly name: string;
  /** Which writing of the block the chunks belong to. */
  readonly generation: string;
  readonly chunks: number;
  readonly meta: Columns;
}

/** Where a block is kept: a namespace such as `counts` or `snapshot/default`, and a name in it. */
export interface BlockKey {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Port: named blocks of columns, each cut into chunks of at most 300 KB packed.
 * Chunks are written first and the head last, in one put: readers see all of a block or nothing.
 */
export interface BlockStore {
  /** Writes chunks, taking them one by one, and then the head. */
  publish(
    key: BlockKey,
    generation: string,
    chunks: Iterable<Columns>,
    meta: Columns,
  ): Promise<void>;
  /**
   * Publishes a block whose head is put only when there is none yet. Returns false when somebody
   * else was first: the chunks then count for nothing.
   */
  publishNew(
    key: BlockKey,
    generation: string,
    chunks: Iterable<Columns>,
    meta: Columns,
  ): Promise<boolean>;
  head(key: BlockKey): Promise<BlockHead | undefined>;
  /** Heads of a namespace by name, from and to inclusive when given. */
  heads(namespace: string, from?: string, to?: string): Promise<readonly BlockHead[]>;
  /** All chunks in order, or those of some indices; throws `unreadable` when one is missing. */
  read(
    namespace: string,
    head: BlockHead,
    indices?: readonly number[],
  ): Promise<readonly Columns[]>;
  /** Takes the head away, then the chunks. */
  remove(namespace: string, head: BlockHead): Promise<void>;
}
