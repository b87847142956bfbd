import { describe, expect, it, vi } from 'vitest';
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

/** Rows as text, a line each, for a matcher takes seconds over as many objects. */
const textOf = (cells: readonly CountCell[]) =>
  cells.map(({ user, account, event, count }) => `${user} ${account} ${event} ${count}`).join('\n');

describe('the count block of a large day', async () => {
  const { blocks } = memoryStores();
  const all = aLargeDay();
  await publishCounts(blocks, DAY, dayPartsOf(DAY, all), `${DAY}T23`);
  const [head] = await countHeads(blocks, DAY, DAY);
  if (!head) throw new Error('there is no block');

  it('the count block of a large day is several parts, which have every row once and in order', async () => {
    const parts = await readCountBlock(blocks, head);
    expect(parts.length).toBeGreaterThan(3);
    expect(textOf(parts.flatMap(allCells)) === textOf(all)).toBe(true);
  });

  it('the count block of a large day answers about any user with all of its rows, from a chunk or two', async () => {
    const byUser = groupBy(all, ({ user }) => user);
    for (const user of USERS.filter((_, at) => at % 400 === 0)) {
      const parts = await readCountsForUsers(blocks, head, [user]);
      expect(parts.length).toBeLessThanOrEqual(2);
      const own = parts.flatMap(allCells).filter((cell) => cell.user === user);
      expect(own).toEqual(byUser.get(user));
      expect(own).toHaveLength(1);
    }
  });

  it('the count block of a large day is read a range of shards at a time, each chunk once', async () => {
    const reads = vi.spyOn(blocks, 'read');
    const day = createCountBlockReader(blocks, head);
    const byShard = groupBy(all, shardOfCell);
    for (let shard = 0; shard < 256; shard++) {
      const parts = await day.within(shard, shard + 1);
      const own = parts.flatMap(allCells).filter((cell) => shardOfCell(cell) === shard);
      expect(textOf(own)).toBe(textOf(byShard.get(shard) ?? []));
    }
    const chunksRead = reads.mock.calls.flatMap(([, , indices = []]) => indices);
    expect(chunksRead).toEqual([...Array(head.chunks).keys()]);
  });

  it('the count block of a large day answers about several users at once, each chunk read once', async () => {
    const some = USERS.slice(0, 600);
    const rows = (await readCountsForUsers(blocks, head, some)).flatMap(allCells);
    expect(textOf(rows) === textOf(all)).toBe(true);
  });
});
