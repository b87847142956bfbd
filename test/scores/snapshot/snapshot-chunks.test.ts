import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeSnapshot, snapshotChunks } from '../../../lib/scores/snapshot/snapshot-chunks.ts';
import { goldenDays } from '../../support/builders/golden-days.ts';
import { score } from '../../support/builders/score.ts';

type Given = ReturnType<typeof goldenDays>;

const scoresOf = ({ counts, ...given }: Given) => score(counts, given);

/** A chunk a line, as stores keep them. */
function textOf(given: Given): string {
  const chunks = [...snapshotChunks(scoresOf(given))];
  return chunks.map((chunk) => `${JSON.stringify(chunk)}\n`).join('');
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the chunks of a snapshot', () => {
  it('the chunks of a snapshot are version 1, letter by letter', async () => {
    await expect(textOf(goldenDays(7, 12, 4))).toMatchFileSnapshot('snapshot-v1.golden.txt');
  });

  it('the chunks of a snapshot are cut after 5,000 users, 20,000 members and 500 accounts', () => {
    const text = textOf(goldenDays(8, 5_200, 520));
    const parts = [...text.matchAll(/"part":"(\w+)"/g)].map(([, part]) => part);
    const [users, members, accounts] = ['users', 'members', 'accounts'];
    expect(parts).toEqual(['summary', users, users, members, members, accounts, accounts]);
    expect(digest(text)).toBe('716ff2f1c0bb1ed4066534f913768c7e1bf9499b2c70f0bfa6c528778ac97ecf');
  });

  it('the chunks of a snapshot leave the columns empty that a plain model has no use for', () => {
    expect(digest(textOf(goldenDays(9, 40, 6, {})))).toBe(
      '95de474474b1badfabbba066180648afa68b5c2350eb3b65b2b43ab6efcb404d',
    );
  });

  it('the chunks of a snapshot come back as the scores they were cut from', () => {
    const scores = scoresOf(goldenDays(10, 60, 12));
    expect(decodeSnapshot([...snapshotChunks(scores)])).toEqual(scores);
  });
});
