import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { BlockHead } from '../../../lib/counts/block/block-store.ts';
import {
  countHeads,
  createCountBlockReader,
  publishCounts,
  readCountBlock,
  readCountsForUsers,
} from '../../../lib/counts/day/count-blocks.ts';
import { allCells, type CountCell, dayPartsOf } from '../../../lib/counts/day/day-counts.ts';
import { inCellOrder, shardOfCell } from '../../../lib/counts/delta/delta.ts';
import { groupBy } from '../../../lib/model/group-by.ts';
import { NO_ID } from '../../../lib/model/id-hash.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

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

describe('the count block of a large day', () => {
  const { blocks } = memoryStores();
  let head: BlockHead;

  beforeAll(async () => {
    await publishCounts(blocks, DAY, dayPartsOf(DAY, aLargeDay()), `${DAY}T23`);
    const [found] = await countHeads(blocks, DAY, DAY);
    if (!found) throw new Error('there is no block');
    head = found;
  });

  it('is several parts, which have every row once and in order', async () => {
    const parts = await readCountBlock(blocks, head);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.flatMap(allCells)).toEqual(aLargeDay());
  });

  it('answers about any user with all of its rows, from a chunk or two', async () => {
    const all = aLargeDay();
    for (const user of USERS.filter((_, at) => at % 400 === 0)) {
      const parts = await readCountsForUsers(blocks, head, [user]);
      expect(parts.length).toBeLessThanOrEqual(2);
      const own = parts.flatMap(allCells).filter((cell) => cell.user === user);
      expect(own).toEqual(all.filter((cell) => cell.user === user));
      expect(own).toHaveLength(1);
    }
  });

  it('is read a range of shards at a time, each chunk once', async () => {
    const reads = vi.spyOn(blocks, 'read');
    const day = createCountBlockReader(blocks, head);
    const byShard = groupBy(aLargeDay(), shardOfCell);
    for (let shard = 0; shard < 256; shard++) {
      const parts = await day.within(shard, shard + 1);
      const own = parts.flatMap(allCells).filter((cell) => shardOfCell(cell) === shard);
      expect(own).toEqual(byShard.get(shard));
    }
    const chunksRead = reads.mock.calls.flatMap(([, , indices = []]) => indices);
    expect(chunksRead).toEqual([...Array(head.chunks).keys()]);
  });

  it('answers about several at once, each chunk read once', async () => {
    const some = USERS.slice(0, 600);
    const rows = (await readCountsForUsers(blocks, head, some)).flatMap(allCells);
    expect(rows).toEqual(aLargeDay());
  });
});
