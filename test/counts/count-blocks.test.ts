import { beforeAll, describe, expect, it } from 'vitest';
import type { BlockHead, BlockStore } from '../../lib/counts/block-store.ts';
import {
  countBlockByShards,
  countHeads,
  publishCounts,
  readCountBlock,
  readCountsAbout,
} from '../../lib/counts/count-blocks.ts';
import { partsOf } from '../../lib/counts/count-parts.ts';
import { type CountCell, cellsOf } from '../../lib/counts/day-counts.ts';
import { cellShard, inCellOrder } from '../../lib/counts/delta.ts';
import { groupBy } from '../../lib/model/group-by.ts';
import { NO_ID } from '../../lib/model/id-hash.ts';
import { hashId } from '../support/id-hashes.ts';
import { MemoryBlockStore } from '../support/memory-block-store.ts';

const DAY = '2026-11-20';
const USERS = Array.from({ length: 40_000 }, (_, at) => hashId('user', String(at)));

/** Users of accounts, and usage that names an account alone, which stands among them. */
function aLargeDay(): CountCell[] {
  const cells = USERS.flatMap((user, at) => {
    const account = hashId('account', String(at % 20_000));
    const own = { user, account, event: 'Opened', count: 1 + (at % 5) };
    return at % 2 === 0 ? [own] : [own, { ...own, user: NO_ID, event: `Job ${at}` }];
  });
  return cells.sort(inCellOrder);
}

/** The store, with another way to read. */
function readingBy(blocks: MemoryBlockStore, read: MemoryBlockStore['read']): BlockStore {
  return new Proxy(blocks, {
    get: (target, name) => (name === 'read' ? read : Reflect.get(target, name)),
  });
}

describe('the count block of a large day', () => {
  const blocks = new MemoryBlockStore();
  let head: BlockHead;

  beforeAll(async () => {
    await publishCounts(blocks, DAY, partsOf(DAY, aLargeDay()), `${DAY}T23`);
    const [found] = await countHeads(blocks, DAY, DAY);
    if (!found) throw new Error('there is no block');
    head = found;
  });

  it('is several parts, which have every row once and in order', async () => {
    const parts = await readCountBlock(blocks, head);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.flatMap(cellsOf)).toEqual(aLargeDay());
  });

  it('answers about any user with all of its rows, from a chunk or two', async () => {
    const all = aLargeDay();
    for (const user of USERS.filter((_, at) => at % 400 === 0)) {
      const parts = await readCountsAbout(blocks, head, [user]);
      expect(parts.length).toBeLessThanOrEqual(2);
      const own = parts.flatMap(cellsOf).filter((cell) => cell.user === user);
      expect(own).toEqual(all.filter((cell) => cell.user === user));
      expect(own).toHaveLength(1);
    }
  });

  it('is read a range of shards at a time, each chunk once', async () => {
    const reads: number[] = [];
    const read: MemoryBlockStore['read'] = (shelf, block, indices = []) => {
      reads.push(...indices);
      return blocks.read(shelf, block, indices);
    };
    const counted = readingBy(blocks, read);
    const day = countBlockByShards(counted, head);
    const byShard = groupBy(aLargeDay(), cellShard);
    for (let shard = 0; shard < 256; shard++) {
      const parts = await day.within(shard, shard + 1);
      const own = parts.flatMap(cellsOf).filter((cell) => cellShard(cell) === shard);
      expect(own).toEqual(byShard.get(shard));
    }
    expect(reads).toEqual([...Array(head.chunks).keys()]);
  });

  it('answers about several at once, each chunk read once', async () => {
    const some = USERS.slice(0, 600);
    const rows = (await readCountsAbout(blocks, head, some)).flatMap(cellsOf);
    expect(rows).toEqual(aLargeDay());
  });
});
