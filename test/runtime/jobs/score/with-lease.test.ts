import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withLease } from '../../../../lib/runtime/jobs/score/with-lease.ts';
import { createLog } from '../../../../lib/runtime/services/log.ts';
import type { RunStore } from '../../../../lib/scores/run/run-store.ts';
import { memoryStores } from '../../../support/stores/memory-stores.ts';

const MINUTE = 60_000;

let runs: RunStore;
const lines: string[] = [];
const services = () => ({
  runs,
  clock: Date.now,
  log: createLog((line) => lines.push(line), Date.now),
});
const free = (holder: string) => withLease(services(), 'score', holder, async () => holder);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  runs = memoryStores().runs;
  lines.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

/** Begins work that ends when `end` is called. */
function working(holder: string) {
  let end = () => {};
  const lasting = new Promise<void>((resolve) => {
    end = resolve;
  });
  const done = withLease(services(), 'score', holder, () => lasting);
  return { done, end };
}

describe('work under a lease', () => {
  it('work under a lease keeps others out for as long as it lasts, and not a moment longer', async () => {
    const long = working('long');
    await vi.advanceTimersByTimeAsync(14 * MINUTE);
    expect(await free('other')).toBe('taken');
    long.end();
    await long.done;
    expect(await free('other')).toEqual({ done: 'other' });
  });

  it('work under a lease that fails gives the lease up and renews it no more', async () => {
    const failing = withLease(services(), 'score', 'bad', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await free('other')).toEqual({ done: 'other' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('work under a lease goes on when the lease cannot be renewed once, and says so', async () => {
    const long = working('long');
    vi.spyOn(runs, 'renew').mockRejectedValueOnce(new Error('the store is away'));
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { message: 'a lease could not be renewed', lease: 'score' },
    ]);
    expect(await free('other')).toBe('taken');
    long.end();
    await long.done;
  });
});

describe('a lease whose holder was killed', () => {
  it('the lease of a killed holder is free when Lambda tries the job for the last time, three minutes later', async () => {
    await runs.acquire('score', 'killed', Date.now(), 2 * MINUTE);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await free('second try')).toBe('taken');
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(await free('last try')).toEqual({ done: 'last try' });
  });
});
