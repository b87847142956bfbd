import { describe, expect, it } from 'vitest';
import type { BlockHead } from '../../../lib/counts/block/block-store.ts';
import { SnapshotCache } from '../../../lib/scores/snapshot/snapshot-cache.ts';
import { SUMMARY_CHUNK } from '../../../lib/scores/snapshot/snapshot-chunks.ts';
import {
  closedHeads,
  publishSnapshot,
  type SnapshotHead,
} from '../../../lib/scores/snapshot/snapshots.ts';
import { score } from '../../support/builders/score.ts';
import { MemoryBlockStore } from '../../support/stores/memory-block-store.ts';

const DAYS = ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14'];

/** Counts the snapshots that are read, by their first chunk. */
class CountingBlocks extends MemoryBlockStore {
  reads = 0;

  override read(shelf: string, head: BlockHead, indices: readonly number[]) {
    if (indices.includes(SUMMARY_CHUNK)) this.reads++;
    return super.read(shelf, head, indices);
  }
}

/** A store with a closed day each, of so many users. */
async function closedDays(users: number) {
  const blocks = new CountingBlocks();
  const heads: SnapshotHead[] = [];
  const template = score([]);
  const hash = Array.from({ length: users }, (_, at) => at.toString(16).padStart(16, '0'));
  for (const asOf of DAYS) {
    const scores = { ...template, asOf, users: { ...template.users, hash } };
    await publishSnapshot(blocks, 'final', scores, `run of ${asOf}`, `${asOf}T23`);
    heads.push(...(await closedHeads(blocks, scores.model, asOf, asOf)));
  }
  const cache = new SnapshotCache();
  const read = (at: number) => {
    const head = heads[at];
    if (!head) throw new Error('there is no such day');
    return cache.read(blocks, template.model, head);
  };
  return { blocks, read };
}

describe('the cache of snapshots', () => {
  it('the cache of snapshots reads each of the last four once', async () => {
    const { blocks, read } = await closedDays(2);
    for (const at of [0, 1, 2, 3, 3, 2, 1, 0]) {
      expect((await read(at)).asOf).toBe(DAYS[at]);
    }
    expect(blocks.reads).toBe(4);
    await read(4);
    await read(0);
    expect(blocks.reads).toBe(6);
  });

  it('the cache of snapshots keeps fewer large ones, and always the newest', async () => {
    const { blocks, read } = await closedDays(350_000);
    await read(0);
    await read(0);
    expect(blocks.reads).toBe(1);
    await read(1);
    await read(0);
    expect(blocks.reads).toBe(3);
  });
});
