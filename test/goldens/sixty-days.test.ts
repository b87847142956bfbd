import { beforeAll, describe, expect, it, vi } from 'vitest';
import { expectGolden } from './golden-file.ts';
import type { GoldenWorld } from './golden-world.ts';
import { type ReadQueries, readAnswers, readPaths } from './read-answers.ts';
import { dayAt, sixtyDays } from './sixty-days.ts';
import { storedDigests } from './stored-text.ts';

vi.mock('node:crypto', async (original) => {
  const { countedCrypto } = await import('./counted-crypto.ts');
  return countedCrypto(await original());
});

const QUERIES: ReadQueries = {
  users: ['user 0 of acme', 'user 0 of 東京支社'],
  accounts: ['acme', 'hooli', 'wayne'],
  days: [dayAt(27), dayAt(36), dayAt(59)],
  models: ['narrow'],
  segments: { user: 'keen', account: 'large' },
  erased: 'user 1 of 東京支社',
};

let world: GoldenWorld;

/** Eight seconds; far more on a machine that has other things to do. */
const PATIENCE_MS = 600_000;

beforeAll(async () => {
  world = await sixtyDays();
}, PATIENCE_MS);

describe('sixty days of eight accounts', () => {
  it('sixty days leave items whose digests are those of their golden file', () => {
    const advice = 'What the service stores about the same days has changed.';
    expectGolden('sixty-days-items', storedDigests(world.table.items()), advice);
  });

  it('sixty days send out the alerts, digests and announcements of their golden file', () => {
    const lines = world.told.map((each) => `${JSON.stringify(each)}\n`);
    const advice = 'What the service tells about the same days has changed.';
    expectGolden('sixty-days-published', lines.join(''), advice);
  });

  it(
    'every reading route answers about sixty days what their golden file holds',
    async () => {
      const answers = await readAnswers(world, await readPaths(world, QUERIES));
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      const lines = answers.map(({ path, json }) => `${path} ${json}\n`);
      const advice = 'What the service answers about the same days has changed.';
      expectGolden('sixty-days-answers', lines.join(''), advice);
    },
    PATIENCE_MS,
  );
});
