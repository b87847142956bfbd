import type { BlockStore } from '../../counts/block/block-store.ts';
import type { DayScores } from './day-scores.ts';
import { readSnapshot, type SnapshotHead } from './snapshots.ts';

/** So many decoded snapshots stay in memory, and of large ones, at some 250 bytes a user, fewer. */
const MAX_SNAPSHOTS = 4;
const MAX_USERS = 650_000;

/** Snapshots read before. A generation never changes, so they never go stale. */
export class SnapshotCache {
  readonly #scores = new Map<string, DayScores>();

  async read(blocks: BlockStore, model: string, head: SnapshotHead): Promise<DayScores> {
    const key = `${model}/${head.block.name}/${head.block.generation}`;
    const known = this.#scores.get(key);
    if (known) return known;
    const scores = await readSnapshot(blocks, model, head);
    this.#scores.set(key, scores);
    this.#makeRoom();
    return scores;
  }

  /** The oldest go first; the newest stays, however large it is. */
  #makeRoom(): void {
    let users = 0;
    const newestFirst = [...this.#scores].reverse();
    for (const [index, [key, scores]] of newestFirst.entries()) {
      users += scores.users.hash.length;
      const fits = index < MAX_SNAPSHOTS && users <= MAX_USERS;
      if (index > 0 && !fits) this.#scores.delete(key);
    }
  }
}
