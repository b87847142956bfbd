import { describe, expect, it } from 'vitest';
import { cutCells } from '../../../lib/counts/block/cut-cells.ts';
import { encodeCounts } from '../../../lib/counts/day/count-blocks.ts';
import { type CountCell, dayPartsOf } from '../../../lib/counts/day/day-counts.ts';
import { inCellOrder } from '../../../lib/counts/delta/delta.ts';
import { encodeLifetimes, lifetimeCells } from '../../../lib/counts/lifetime/lifetime-columns.ts';
import { MAX_PACKED_BYTES, pack, packedBytes } from '../../../lib/dynamo/items/pack.ts';
import { hashId } from '../../support/builders/hash-id.ts';

/** One cell a user, users spread evenly over the accounts. */
function cellsOf(users: number, accounts: number, nameOf: (user: number) => string): CountCell[] {
  const cells = Array.from({ length: users }, (_, user) => ({
    user: hashId('user', String(user)),
    account: hashId('account', String(user % accounts)),
    event: nameOf(user),
    count: 1 + ((user * 7_919) % 1_000_003),
  }));
  return cells.sort(inCellOrder);
}

const sizes = (chunks: readonly unknown[]) => chunks.map((chunk) => packedBytes(pack(chunk)));

describe('the chunks of a day', () => {
  it.each([
    { what: 'an account a user', cells: cellsOf(30_000, 30_000, () => 'Opened') },
    { what: 'few accounts', cells: cellsOf(60_000, 3, () => 'Opened') },
    { what: 'a long name a user', cells: cellsOf(6_000, 3, (user) => `${user}`.padEnd(200, 'é')) },
  ])('the chunks of a day fit an item each with $what', ({ cells }) => {
    const chunks = dayPartsOf('2026-11-20', cells).map(encodeCounts);
    expect(chunks.length).toBeGreaterThan(1);
    for (const bytes of sizes(chunks)) expect(bytes).toBeLessThanOrEqual(MAX_PACKED_BYTES);
  });

  it('the chunks of a day fit an item each with first and last days, too', () => {
    const day = (cell: CountCell) => 20_000 + (cell.count % 700);
    const cells = cellsOf(30_000, 30_000, () => 'Opened').map((cell) => {
      return { ...cell, first: day(cell), last: day(cell) + (cell.count % 300) };
    });
    const chunks = encodeLifetimes(
      (function* () {
        yield* cells;
      })(),
    );
    expect(chunks.length).toBeGreaterThan(1);
    for (const bytes of sizes(chunks)) expect(bytes).toBeLessThanOrEqual(MAX_PACKED_BYTES);
  });

  it('the chunks of a day hold every cell once, in order', () => {
    const cells = cellsOf(30_000, 30_000, () => 'Opened');
    expect([...cutCells(cells)].flat()).toEqual(cells);
    expect([...lifetimeCells([])]).toEqual([]);
    expect([...cutCells([])]).toEqual([]);
  });
});
