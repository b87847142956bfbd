import { describe, expect, it, vi } from 'vitest';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import {
  readSnapshot,
  readSubjects,
  snapshotEquals,
} from '../../../lib/scores/snapshot/read-snapshot.ts';
import { closedHeads, publishSnapshot } from '../../../lib/scores/snapshot/snapshots.ts';
import { goldenDays } from '../../support/builders/golden-days.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

it('the users or the accounts of a snapshot are read alone as the whole snapshot has them', async () => {
  const { blocks } = memoryStores();
  const lines = Array.from(
    { length: 1_200 },
    (_, at) => [`u${at}`, `a${at}`, 'Opened', 1 + (at % 7)] as const,
  );
  const scores = score([someCounts('2026-11-20', lines)]);
  await publishSnapshot(blocks, scores, {
    kind: 'final',
    generation: 'run',
    hour: '2026-11-21T00',
  });
  const [head] = await closedHeads(blocks, 'default', '2026-11-20', '2026-11-20');
  if (!head) throw new Error('it was not published');
  const whole = await readSnapshot(blocks, 'default', head);
  const [users, accounts] = [
    await readSubjects(blocks, 'default', head, 'user'),
    await readSubjects(blocks, 'default', head, 'account'),
  ];
  expect(users.users).toEqual(whole.users);
  expect(accounts.accounts).toEqual(whole.accounts);
  expect(users.accounts.hash.length + accounts.users.hash.length).toBe(0);
  expect(accounts.windows).toEqual(whole.windows);
});

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
