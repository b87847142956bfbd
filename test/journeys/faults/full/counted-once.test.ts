import { expect, it } from 'vitest';
import { countOnce } from '../count-under-faults.ts';
import { memoryTable } from '../fault-table.ts';

it.each([1, 2, 3, 4, 5])('each of 100,000 events counts exactly once, seed %i', async (seed) => {
  const report = await countOnce({ seed, events: 100_000, table: memoryTable() });
  const { cells, events, posts, looks, faults } = report;
  process.stdout.write(`${JSON.stringify({ seed, cells, events, posts, looks, ...faults })}\n`);
  expect(report.miscounted).toEqual([]);
});
