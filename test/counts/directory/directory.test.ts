import { expect, it } from 'vitest';
import type { BlockStore } from '../../../lib/counts/block/block-store.ts';
import {
  DirectoryCache,
  idsInBatches,
  mergeDirectory,
  recordIds,
} from '../../../lib/counts/directory/directory.ts';
import { aBatch, anEvent } from '../../support/builders/an-event.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { createCache } from '../../support/stores/create-cache.ts';
import { directoryRowsOf } from '../../support/stores/directory-rows.ts';
import { faulty } from '../../support/stores/faulty.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const named = (...users: string[]) =>
  idsInBatches(
    [
      aBatch(
        '2026-11-20T10:00:00Z',
        users.map((user) => anEvent({ user, at: '2026-11-20T10:00:00Z' })),
      ),
    ],
    hashId,
  );

const idsAfter = async (blocks: BlockStore) =>
  (await directoryRowsOf(blocks)).map(([, { id }]) => id).sort();

it('a directory writer that comes again with more ids keeps those it wrote', async () => {
  const { blocks } = memoryStores();
  await recordIds({ blocks, cache: new DirectoryCache(createCache) }, named('ada', 'bob'), 'run 1');
  const cache = new DirectoryCache(createCache);
  await recordIds({ blocks, cache }, named('bob', 'cid'), 'run 1');
  expect(await idsAfter(blocks)).toEqual(['ada', 'bob', 'cid']);
  expect(await directoryRowsOf(blocks, cache)).toHaveLength(3);
});

it('ids that the directory knows cost no write', async () => {
  const { blocks } = memoryStores();
  await recordIds({ blocks, cache: new DirectoryCache(createCache) }, named('ada'), 'first');
  expect(
    await recordIds({ blocks, cache: new DirectoryCache(createCache) }, named('ada'), 'second'),
  ).toBe(0);
  expect(await blocks.heads('directory')).toHaveLength(1);
});

/** One small block a user. */
async function withBlocks(count: number): Promise<{ blocks: BlockStore; ids: string[] }> {
  const { blocks } = memoryStores();
  const ids = Array.from({ length: count }, (_, at) => `user ${String(at).padStart(2, '0')}`);
  const cache = new DirectoryCache(createCache);
  for (const id of ids) await recordIds({ blocks, cache }, named(id), `seal of ${id}`);
  return { blocks, ids };
}

it('merging the directory loses no id, wherever it is killed', async () => {
  for (let kill = 1; kill < 60; kill++) {
    const { blocks, ids } = await withBlocks(26);
    let calls = 0;
    const dying = faulty(blocks, () => (++calls < kill ? 'works' : 'fails before'));
    await mergeDirectory(dying, new DirectoryCache(createCache)).catch(() => undefined);
    expect(await idsAfter(blocks)).toEqual(ids);
    await mergeDirectory(blocks, new DirectoryCache(createCache));
    expect(await idsAfter(blocks)).toEqual(ids);
  }
});

it('the name of a merged directory block does not grow with each merge', async () => {
  const { blocks } = await withBlocks(30);
  const lengths = new Set<number>();
  for (let merge = 0; merge < 8; merge++) {
    for (let at = 0; at < 25; at++) {
      await recordIds(
        { blocks, cache: new DirectoryCache(createCache) },
        named(`${merge}/${at}`),
        `z${at}`,
      );
    }
    await mergeDirectory(blocks, new DirectoryCache(createCache));
    const [head] = await blocks.heads('directory');
    lengths.add(head?.name.length ?? 0);
  }
  expect(lengths.size).toBe(1);
});
