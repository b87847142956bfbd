import { expect, it } from 'vitest';
import { readSnapshot, readSubjects } from '../../../lib/scores/snapshot/read-snapshot.ts';
import { closedHeads, publishSnapshot } from '../../../lib/scores/snapshot/snapshots.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

it('one side of a snapshot, users or accounts, is read as the whole has it, without the other', async () => {
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
