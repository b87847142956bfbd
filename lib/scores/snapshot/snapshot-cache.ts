import type { BlockStore } from '../../counts/block/block-store.ts';
import type { Cache, CreateCache } from '../../model/cache.ts';
import type { DayScores } from './day-scores.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { SnapshotHead } from './snapshots.ts';

/** Decoded snapshots that stay in memory, and of large ones, at some 250 bytes a user, fewer. */
const MAX_SNAPSHOTS = 4;
const MAX_USERS = 650_000;

/** Snapshots read before. A generation never changes, so they never go stale. */
export class SnapshotCache {
  readonly #scores: Cache<DayScores>;

  constructor(createCache: CreateCache) {
    this.#scores = createCache({
      entries: MAX_SNAPSHOTS,
      maxSize: MAX_USERS,
      // The newest stays, however large it is.
      sizeOf: ({ users }) => Math.min(users.hash.length, MAX_USERS),
    });
  }

  read(blocks: BlockStore, model: string, head: SnapshotHead): Promise<DayScores> {
    const { name, generation } = head.block;
    const key = `${model}/${name}/${generation}`;
    return this.#scores.fetch(key, () => readSnapshot(blocks, model, head));
  }
}
