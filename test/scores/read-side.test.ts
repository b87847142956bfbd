import { expect, it } from 'vitest';
import { readSide } from '../../lib/scores/read-side.ts';
import { closedHeads, publishSnapshot, readSnapshot } from '../../lib/scores/snapshots.ts';
import { MemoryBlockStore } from '../support/memory-block-store.ts';
import { score } from '../support/scored.ts';
import { someCounts } from '../support/some-counts.ts';

it('reads the users or the accounts of a snapshot as the whole has them, and nothing of the rest', async () => {
  const blocks = new MemoryBlockStore();
  const lines = Array.from(
    { length: 1_200 },
    (_, at) => [`u${at}`, `a${at}`, 'Opened', 1 + (at % 7)] as const,
  );
  const scores = score([someCounts('2026-11-20', lines)]);
  await publishSnapshot(blocks, 'final', scores, 'run', '2026-11-21T00');
  const [head] = await closedHeads(blocks, 'default', '2026-11-20', '2026-11-20');
  if (!head) throw new Error('it was not published');
  const whole = await readSnapshot(blocks, 'default', head);
  const [users, accounts] = [
    await readSide(blocks, 'default', head, 'user'),
    await readSide(blocks, 'default', head, 'account'),
  ];
  expect(users.users).toEqual(whole.users);
  expect(accounts.accounts).toEqual(whole.accounts);
  expect(users.accounts.hash.length + accounts.users.hash.length).toBe(0);
  expect(accounts.windows).toEqual(whole.windows);
});
