import { describe, expect, it, vi } from 'vitest';
import { SnapshotCache } from '../../../lib/scores/snapshot/snapshot-cache.ts';
import { SUMMARY_CHUNK } from '../../../lib/scores/snapshot/snapshot-chunks.ts';
import {
  closedHeads,
  publishSnapshot,
  type SnapshotHead,
} from '../../../lib/scores/snapshot/snapshots.ts';
import { score } from '../../support/builders/score.ts';
import { createCache } from '../../support/stores/create-cache.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const DAYS = ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14'];

/** A store with a snapshot of each day in `DAYS`, of `users` users. */
async function closedDays(users: number) {
  const { blocks } = memoryStores();
  const reads = vi.spyOn(blocks, 'read');
  const heads: SnapshotHead[] = [];
  const template = score([]);
  const hash = Array.from({ length: users }, (_, index) => index.toString(16).padStart(16, '0'));
  for (const asOf of DAYS) {
    const scores = { ...template, asOf, users: { ...template.users, hash } };
    await publishSnapshot(blocks, scores, {
      kind: 'final',
      generation: `run of ${asOf}`,
      hour: `${asOf}T23`,
    });
    heads.push(...(await closedHeads(blocks, scores.model, asOf, asOf)));
  }
  const cache = new SnapshotCache(createCache);
  const read = (index: number) => {
    const head = heads[index];
    if (!head) throw new Error('there is no such day');
    return cache.read(blocks, template.model, head);
  };
  /** How many snapshots were read, by their first chunk. */
  const snapshotsRead = () =>
    reads.mock.calls.filter(([, , indices]) => indices?.includes(SUMMARY_CHUNK)).length;
  return { snapshotsRead, read };
}

describe('the cache of snapshots', () => {
  it('the cache of snapshots reads each of the four that were used last once', async () => {
    const { snapshotsRead, read } = await closedDays(2);
    for (const index of [0, 1, 2, 3, 3, 2, 1, 0]) {
      expect((await read(index)).asOf).toBe(DAYS[index]);
    }
    expect(snapshotsRead()).toBe(4);
    await read(4);
    await read(0);
    expect(snapshotsRead()).toBe(5);
    await read(3);
    expect(snapshotsRead()).toBe(6);
  });

  it('the cache of snapshots keeps fewer large ones, and always the newest', async () => {
    const { snapshotsRead, read } = await closedDays(350_000);
    await read(0);
    await read(0);
    expect(snapshotsRead()).toBe(1);
    await read(1);
    await read(0);
    expect(snapshotsRead()).toBe(3);
  });
});
