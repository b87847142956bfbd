import { describe, expect, it } from 'vitest';
import { UPDATE_ATTEMPTS, updateDocument } from '../../lib/model/document-store.ts';

/** A number with a version, and a rival who writes before each of the first `rivals` puts. */
function contestedNumber(rivals: number) {
  let stored = { version: 1, value: 10 };
  let left = rivals;
  let reads = 0;
  return {
    reads: () => reads,
    value: () => stored.value,
    read: () => {
      reads += 1;
      return Promise.resolve(stored);
    },
    put(value: number, expected: number): Promise<boolean> {
      if (left > 0) {
        left -= 1;
        stored = { version: stored.version + 1, value: stored.value + 100 };
      }
      if (stored.version !== expected) return Promise.resolve(false);
      stored = { version: expected + 1, value };
      return Promise.resolve(true);
    },
  };
}

type Contested = ReturnType<typeof contestedNumber>;

const increment = (number: Contested, attempts?: number) =>
  updateDocument(
    number.read,
    async ({ value, version }) => ((await number.put(value + 1, version)) ? value + 1 : undefined),
    attempts,
  );

describe('updateDocument', () => {
  it('updateDocument reads once and returns the result when nobody else writes', async () => {
    const number = contestedNumber(0);
    expect(await increment(number)).toBe(11);
    expect(number.reads()).toBe(1);
  });

  it('updateDocument keeps what others wrote in between', async () => {
    const number = contestedNumber(2);
    expect(await increment(number)).toBe(211);
    expect(number.value()).toBe(211);
    expect(number.reads()).toBe(3);
  });

  it('updateDocument returns undefined when others win at each of its attempts', async () => {
    const number = contestedNumber(Infinity);
    expect(await increment(number, 3)).toBeUndefined();
    expect(number.reads()).toBe(3);
    expect(await increment(number)).toBeUndefined();
    expect(number.reads()).toBe(3 + UPDATE_ATTEMPTS);
  });

  it('updateDocument takes false and 0 for results', async () => {
    expect(
      await updateDocument(
        () => 1,
        () => Promise.resolve(false),
      ),
    ).toBe(false);
    expect(
      await updateDocument(
        () => 1,
        () => Promise.resolve(0),
      ),
    ).toBe(0);
  });

  it('updateDocument counts attempts from 0, for callers that hold what is stored', async () => {
    const attempts: number[] = [];
    await updateDocument(
      (attempt) => attempts.push(attempt),
      (reads) => Promise.resolve(reads === 3 || undefined),
    );
    expect(attempts).toEqual([0, 1, 2]);
  });
});
