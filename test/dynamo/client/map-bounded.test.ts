import { expect, it } from 'vitest';
import { mapBounded } from '../../../lib/dynamo/client/map-bounded.ts';

it('keeps the order and never has more under way than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const results = await mapBounded([5, 1, 4, 2, 3], 2, async (turns) => {
    most = Math.max(most, ++underWay);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    underWay--;
    return turns * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

it('throws the first failure and begins nothing after it', async () => {
  const begun: number[] = [];
  const work = mapBounded([1, 2, 3, 4, 5, 6], 2, async (input) => {
    begun.push(input);
    await Promise.resolve();
    if (input === 2) throw new Error('two');
  });
  await expect(work).rejects.toThrow('two');
  expect(begun).toEqual([1, 2, 3]);
});

it('of nothing is nothing', async () => {
  expect(await mapBounded([], 4, async () => 1)).toEqual([]);
});
