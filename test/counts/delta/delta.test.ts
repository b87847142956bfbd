import { describe, expect, it } from 'vitest';
import { unionDeltas } from '../../../lib/counts/day/union-deltas.ts';
import { cutDelta } from '../../../lib/counts/delta/cut-delta.ts';
import type { Delta } from '../../../lib/counts/delta/delta.ts';
import { hashId } from '../../support/builders/hash-id.ts';

const DAY = '2026-11-20';

describe('the chunks of a delta', () => {
  it('the chunks of a delta fit an item each and lose no event of one user with 200,000 on a day', () => {
    const digits = (n: number) => n.toString(16).padStart(16, '0');
    const fingerprints = Array.from({ length: 200_000 }, (_, i) => digits(i)).join('');
    const user = hashId('user', 'robot');
    const delta: Delta = {
      day: DAY,
      hour: '2026-11-20T12',
      cells: [{ user, account: '', event: 'Pinged', dated: true, fingerprints }],
      sets: [],
    };
    const chunks = cutDelta(delta);
    expect(chunks.length).toBeGreaterThan(4);
    for (const chunk of chunks) {
      const bytes = chunk.cells.reduce((sum, cell) => sum + cell.fingerprints.length / 2, 0);
      expect(bytes).toBeLessThan(300_000);
    }
    expect(unionDeltas(chunks).map(({ count }) => count)).toEqual([200_000]);
  });
});

describe('posted counts', () => {
  const set = (source: string, count: number, version: number, order: string) => {
    const user = hashId('user', 'ada');
    return { source, user, account: '', event: 'Synced', count, version, order };
  };
  const delta = (sets: Delta['sets']): Delta => ({
    day: DAY,
    hour: '2026-11-20T12',
    cells: [],
    sets,
  });

  const counted = (deltas: readonly Delta[]) => unionDeltas(deltas).map(({ count }) => count);

  it('posted counts of one source replace each other: the highest version wins, then the latest receipt', () => {
    expect(counted([delta([set('db', 5, -1, 'a'), set('db', 7, -1, 'b')])])).toEqual([7]);
    expect(counted([delta([set('db', 5, 2, 'a'), set('db', 7, 1, 'b')])])).toEqual([5]);
  });

  it('posted counts of several sources add up, and 0 takes the part of its source away', () => {
    const two = delta([set('db', 5, -1, 'a'), set('crm', 3, -1, 'a')]);
    expect(counted([two])).toEqual([8]);
    expect(counted([two, delta([set('db', 0, -1, 'z')])])).toEqual([3]);
  });
});
