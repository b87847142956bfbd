import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockStore } from '../../../lib/counts/block/block-store.ts';
import { DirectoryCache, mergeDirectory } from '../../../lib/counts/directory/directory.ts';
import type {
  DirectoryEntry,
  DirectoryRow,
} from '../../../lib/counts/directory/directory-columns.ts';
import {
  decodeDirectory,
  encodeDirectory,
  halvesOf,
} from '../../../lib/counts/directory/directory-columns.ts';
import { eraseFromDirectory } from '../../../lib/counts/directory/erase-from-directory.ts';
import { findEntry, toSortedChunks } from '../../../lib/counts/directory/sorted-chunks.ts';
import type { IdHash } from '../../../lib/model/id-hash.ts';
import { createCache } from '../../support/stores/create-cache.ts';
import { directoryRowsOf } from '../../support/stores/directory-rows.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const NAMESPACE = 'directory';

/** Many share their first half, and both halves may begin with a bit that makes numbers negative. */
const anyHash = fc
  .tuple(fc.constantFrom('00000000', '7fffffff', 'fedcba98'), fc.nat({ max: 0xffff_ffff }))
  .map(([high, low]) => high + low.toString(16).padStart(8, '0'));
const anyEntry = fc.record({
  kind: fc.constantFrom('user' as const, 'anonymous' as const, 'account' as const),
  id: fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 4 })),
});
/** Entries, and for each one or several of thirty blocks that it stands in. */
const anyDirectory = fc.uniqueArray(
  fc.record({
    hash: anyHash,
    entry: anyEntry,
    blocks: fc.uniqueArray(fc.nat({ max: 29 }), { minLength: 1, maxLength: 3 }),
  }),
  { selector: ({ hash }) => hash, minLength: 1, maxLength: 60 },
);
type Placed = typeof anyDirectory extends fc.Arbitrary<infer Rows> ? Rows : never;

const rowsOf = (placed: Placed): DirectoryRow[] =>
  placed.map(({ hash, entry }): DirectoryRow => [hash, entry]).sort(([a], [b]) => (a < b ? -1 : 1));

/** In chunks of three, as they come: neither a chunk nor a block need be in order. */
function chunksOf(rows: readonly DirectoryRow[]) {
  return Array.from({ length: Math.ceil(rows.length / 3) }, (_, at) => {
    const part = rows.slice(3 * at, 3 * at + 3);
    return {
      v: 1,
      hashes: part.map(([hash]) => hash),
      kinds: part.map(([, { kind }]) => kind),
      ids: part.map(([, { id }]) => id),
    };
  });
}

async function stored(placed: Placed, isSorted: boolean): Promise<BlockStore> {
  const { blocks } = memoryStores();
  for (let block = 0; block < 30; block++) {
    const own = placed.filter((each) => each.blocks.includes(block));
    const rows = isSorted ? rowsOf(own) : own.map(({ hash, entry }): DirectoryRow => [hash, entry]);
    const name = `block ${block}`;
    await blocks.publish({ namespace: NAMESPACE, name }, name, chunksOf(rows), {});
  }
  return blocks;
}

describe('a directory of any entries in up to thirty blocks', () => {
  it('a directory of up to thirty blocks finds each entry by its hash, and nothing by any other', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyDirectory,
        fc.array(anyHash),
        fc.boolean(),
        async (placed, others, sorted) => {
          const known = new Map<IdHash, DirectoryEntry>(rowsOf(placed));
          const directory = await new DirectoryCache(createCache).read(
            await stored(placed, sorted),
          );
          for (const hash of [
            ...known.keys(),
            ...others,
            '',
            'none',
            'fedcba98',
            `${others[0]}0`,
          ]) {
            expect(directory.get(hash)).toEqual(known.get(hash));
            expect(directory.has(hash)).toBe(known.has(hash));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('a directory of up to thirty blocks is merged into one block that holds each entry once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(anyDirectory, fc.boolean(), async (placed, sorted) => {
        const blocks = await stored(placed, sorted);
        await mergeDirectory(blocks, new DirectoryCache(createCache));
        const [head, ...others] = await blocks.heads(NAMESPACE);
        expect(others).toEqual([]);
        const chunks = head ? await blocks.read(NAMESPACE, head) : [];
        const [hashes, kinds, ids] = ['hashes', 'kinds', 'ids'].map((name) =>
          chunks.flatMap((chunk) => chunk[name]),
        );
        const rows = rowsOf(placed);
        expect(hashes).toEqual(rows.map(([hash]) => hash));
        expect(kinds).toEqual(rows.map(([, { kind }]) => kind));
        expect(ids).toEqual(rows.map(([, { id }]) => id));
      }),
      { numRuns: 50 },
    );
  });

  it('a directory of up to thirty blocks lacks the entries that were erased, and keeps all others', async () => {
    await fc.assert(
      fc.asyncProperty(anyDirectory, fc.nat(), fc.boolean(), async (placed, nth, sorted) => {
        const blocks = await stored(placed, sorted);
        const cache = new DirectoryCache(createCache);
        const meant = new Set(placed.filter((_, at) => at % 5 === nth % 5).map(({ hash }) => hash));
        await eraseFromDirectory(blocks, cache, meant);
        const left = rowsOf(placed).filter(([hash]) => !meant.has(hash));
        expect(await directoryRowsOf(blocks)).toEqual(left);
        expect(await directoryRowsOf(blocks, cache)).toEqual(left);
      }),
      { numRuns: 50 },
    );
  });
});

it('a directory block without any of the entries to erase is left as it is', async () => {
  const { blocks } = memoryStores();
  const hash = 'a'.repeat(16);
  const chunks = chunksOf([[hash, { kind: 'user', id: 'ada' }]]);
  await blocks.publish({ namespace: NAMESPACE, name: 'first' }, 'first', chunks, {});
  await eraseFromDirectory(blocks, new DirectoryCache(createCache), new Set(['b'.repeat(16)]));
  expect(await blocks.heads(NAMESPACE)).toMatchObject([{ name: 'first' }]);
});

it('every entry of a directory block of several chunks is found', () => {
  const rows = Array.from({ length: 20_000 }, (_, at): DirectoryRow => {
    const hash = (at * 214_748).toString(16).padStart(8, '0').repeat(2);
    return [hash, { kind: at % 2 ? 'user' : 'account', id: `id ${at}` }];
  });
  const [run, ...others] = toSortedChunks([...encodeDirectory(rows)].map(decodeDirectory));
  expect([run?.chunks.length, others.length]).toEqual([4, 0]);
  expect(rows.map(([hash]) => run && findEntry(run, halvesOf(hash)))).toEqual(
    rows.map(([, entry]) => entry),
  );
});

it('a chunk of the directory with a kind of id that the release does not know is unreadable', () => {
  const [hash, kinds, ids] = ['0123456789abcdef', ['device'], ['ann']];
  for (const hashes of [[hash], [hash, hash]]) {
    expect(() => decodeDirectory({ v: 1, hashes, kinds, ids })).toThrow(
      /unknown kind of id 'device'/,
    );
  }
});
