/** How much a cache holds, and for how long. One without an end of its own holds what it is given. */
export interface CacheOptions<Value> {
  /** The most entries. */
  readonly entries?: number;
  /** The most that the sizes of all entries come to; one that is larger by itself is not kept. */
  readonly maxSize?: number;
  /** Of one entry, in the unit of `maxSize`. @default 1 */
  readonly sizeOf?: (value: Value) => number;
  /** Milliseconds after which an entry is forgotten. @default it does not age */
  readonly ttlMs?: number;
}

/**
 * Port: what a process has read and need not read again. Losing an entry costs time, never truth.
 * Beyond its bounds a cache drops what was used least recently.
 */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  /**
   * Returns the value under a key, or loads and keeps it. Calls that come while it is loading share
   * that load. One that fails rejects for all of them and is not kept; nor is one that ends after
   * its key was deleted.
   */
  fetch(key: string, load: () => Promise<Value>): Promise<Value>;
  delete(key: string): void;
  clear(): void;
  keys(): readonly string[];
  /** The sizes of all entries together. */
  size(): number;
}

export type CreateCache = <Value>(options: CacheOptions<Value>) => Cache<Value>;
