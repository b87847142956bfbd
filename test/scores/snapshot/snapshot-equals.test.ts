import { describe, expect, it, vi } from 'vitest';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import { snapshotEquals } from '../../../lib/scores/snapshot/snapshot-equals.ts';
import { closedHeads, publishSnapshot } from '../../../lib/scores/snapshot/snapshots.ts';
import { goldenDays } from '../../support/builders/golden-days.ts';
import { score } from '../../support/builders/score.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

async function stored(scores: DayScores) {
  const { blocks } = memoryStores();
  await publishSnapshot(blocks, scores, {
    kind: 'final',
    generation: 'a run',
    hour: '2026-11-21T00',
  });
  const [head] = await closedHeads(blocks, scores.model, scores.asOf, scores.asOf);
  if (!head) throw new Error('there is no snapshot');
  const reads = vi.spyOn(blocks, 'read');
  return {
    head,
    isSame: (other: DayScores) => snapshotEquals(blocks, head, other),
    chunksRead: () => reads.mock.calls.flatMap(([, , indices = []]) => indices),
  };
}

const { counts, ...given } = goldenDays(11, 700, 4_100);
const scores = score(counts, given);

describe('a stored snapshot', () => {
  it('a stored snapshot is the same as the scores it was made of, chunk by chunk', async () => {
    const { chunksRead, head, isSame } = await stored(scores);
    expect(head.block.chunks).toBeGreaterThan(8);
    expect(await isSame(scores)).toBe(true);
    expect(chunksRead()).toEqual([...Array(head.block.chunks).keys()]);
  });

  it('a stored snapshot is another one when a number in its last chunk is, or when there is more of it', async () => {
    const { isSame } = await stored(scores);
    const { accounts } = scores;
    const owner = [...accounts.owner.slice(0, -1), 'somebody else'];
    expect(await isSame({ ...scores, accounts: { ...accounts, owner } })).toBe(false);
    const hash = [...accounts.hash, ...accounts.hash];
    expect(await isSame({ ...scores, accounts: { ...accounts, hash } })).toBe(false);
  });

  it('a stored snapshot is compared no further than to the first difference', async () => {
    const { chunksRead, isSame } = await stored({ ...scores, firstDay: 1 });
    expect(await isSame(scores)).toBe(false);
    expect(chunksRead()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('a stored snapshot without anybody is the same as scores of nobody', async () => {
    const { isSame } = await stored(score([]));
    expect(await isSame(score([]))).toBe(true);
    expect(await isSame(scores)).toBe(false);
  });
});
