import { expect, it } from 'vitest';
import { LifetimeCache } from '../../../lib/counts/lifetime/lifetime-cache.ts';
import {
  encodeLifetimes,
  type LifetimeCell,
  lifetimeCells,
} from '../../../lib/counts/lifetime/lifetime-columns.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { createCache } from '../../support/stores/create-cache.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

function* cellsFrom(cells: readonly LifetimeCell[]): Generator<LifetimeCell, undefined> {
  yield* cells;
}

it('a lifetime index that is too large to be kept is walked a few chunks at a time', async () => {
  const { blocks } = memoryStores();
  const chunk = (user: string) => {
    const cell = { user: hashId('user', user), account: '', event: 'Opened', first: 1, last: 2 };
    return encodeLifetimes(cellsFrom([cell]));
  };
  const chunks = Array.from({ length: 20 }, (_, index) => chunk(String(index))).flat();
  await blocks.publish({ namespace: 'ever', name: '0' }, '1', chunks, { rows: 3_000_000 });
  const groups = [];
  for await (const group of new LifetimeCache(createCache).each(blocks)) groups.push(group);
  expect(groups.map(({ length }) => length)).toEqual([8, 8, 4]);
  const users = [...lifetimeCells(groups.flat())].map(({ user }) => user);
  expect(users).toEqual(chunks.map((_, index) => hashId('user', String(index))));
});
