import { expect, it } from 'vitest';
import { createTimeBudget } from '../../../../lib/runtime/jobs/score/time-budget.ts';

it('a time budget allows one more computation that takes a quarter longer than the slowest one', async () => {
  let now = 1_000;
  const time = createTimeBudget(() => now, 2_000);
  const computes = (milliseconds: number) =>
    time.measure(async () => {
      now += milliseconds;
      return milliseconds;
    });
  expect(await computes(400)).toBe(400);
  await computes(100);
  expect(time.hasRoomForOne()).toBe(true);
  now += 1;
  expect(time.hasRoomForOne()).toBe(false);
});

it('a time budget allows a first computation until its very end', () => {
  let now = 0;
  const time = createTimeBudget(() => now, 10);
  now = 10;
  expect(time.hasRoomForOne()).toBe(true);
  now = 11;
  expect(time.hasRoomForOne()).toBe(false);
});
