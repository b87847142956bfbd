import { beforeAll, describe, expect, it, vi } from 'vitest';
import { expectGolden, goldenText } from './golden-file.ts';
import { type GoldenWorld, goldenReader } from './golden-world.ts';
import { type ReadQueries, readAnswers, readPaths, unreadRoutes } from './read-answers.ts';
import { shortLife } from './short-life.ts';
import { packedPairs, storedItems, storedText, withoutDeflated } from './stored-text.ts';

vi.mock('node:crypto', async (original) => {
  const { countedCrypto } = await import('./counted-crypto.ts');
  return countedCrypto(await original());
});

/** Each kind of stored item, and how its keys begin. */
const KINDS = {
  'counter-batches': ['BATCH#'],
  deltas: ['DAY#', 'SEAL'],
  'count-blocks': ['BLOCK#counts', 'CHUNK#counts#'],
  'directory-blocks': ['BLOCK#directory', 'CHUNK#directory#'],
  'lifetime-blocks': ['BLOCK#ever', 'CHUNK#ever#'],
  'checkpoint-blocks': ['BLOCK#carry/', 'CHUNK#carry/'],
  'closed-snapshots': ['BLOCK#snapshot/', 'CHUNK#snapshot/', 'BLOCK#checked/'],
  'live-snapshots': ['BLOCK#live/', 'CHUNK#live/'],
  profiles: ['PROFILE#'],
  links: ['LINK#'],
  'rule-states': ['RULE#'],
  alerts: ['ALERT'],
  documents: ['DOC#'],
  runs: ['RUN'],
  leases: ['LEASE'],
} as const;

const ADVICE =
  'Stored bytes are read by later releases: a change of them means a new version of the block or item, which a release reads beside the one before.';

const NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];

const QUERIES: ReadQueries = {
  users: ['ada', '李雷', 'bob'],
  accounts: ['acme', '東京支社'],
  days: ['2026-11-17', '2026-11-19'],
  models: ['narrow'],
  segments: { user: 'keen', account: 'large' },
  erased: 'gone',
};

const isOf = (name: keyof typeof KINDS, pk: unknown) =>
  KINDS[name].some((prefix) => String(pk).startsWith(prefix));

let world: GoldenWorld;

/** Two seconds; far more on a machine that has other things to do. */
const PATIENCE_MS = 600_000;

beforeAll(async () => {
  world = await shortLife();
}, PATIENCE_MS);

describe('what a short life of an installation stores', () => {
  it.each(NAMES)(
    'stored items of the kind %s are what their golden file holds, byte by byte',
    (name) => {
      const items = world.table.items().filter(({ pk }) => isOf(name, pk));
      expect(items.length).toBeGreaterThan(0);
      expectGolden(name, storedText(items), ADVICE, withoutDeflated);
    },
  );
});

describe('the golden files of stored items', () => {
  it('no kind of stored item lacks a golden file', () => {
    const left = world.table.items().filter(({ pk }) => !NAMES.some((name) => isOf(name, pk)));
    expect(left.map(({ pk }) => pk)).toEqual([]);
  });

  it('deflated bytes in golden files inflate to the JSON beside them', () => {
    const pairs = packedPairs(NAMES.map(goldenText).join(''));
    expect(pairs.length).toBeGreaterThan(20);
    for (const { hash, json, inflated, sha256 } of pairs) {
      expect([inflated, sha256]).toEqual([json, hash]);
    }
  });

  it('items of golden files are read by every route as those written now', async () => {
    const items = storedItems(NAMES.map(goldenText).join(''));
    const paths = await readPaths(world, QUERIES);
    const reader = await goldenReader(items, world.time.now);
    expect(await readAnswers(reader, paths)).toEqual(await readAnswers(world, paths));
  });

  it('every reading route has something to answer about the golden items', async () => {
    const paths = await readPaths(world, QUERIES);
    expect(await unreadRoutes(world, paths)).toEqual([]);
    const answers = await readAnswers(world, paths);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
