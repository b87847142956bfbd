import { expect, it } from 'vitest';
import { CountCache } from '../../../lib/counts/day/count-cache.ts';
import { DirectoryCache } from '../../../lib/counts/directory/directory.ts';
import { sealHours } from '../../../lib/counts/seal-hours.ts';
import { aBatch, anEvent } from '../../support/builders/an-event.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { createCache } from '../../support/stores/create-cache.ts';
import { faulty } from '../../support/stores/faulty.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

it('a sealed hour stays as it is, whatever lands in it late and however often it is sealed', async () => {
  const sources = {
    ...memoryStores(),
    hashId,
    installedHour: '2026-11-20T09',
    cache: new CountCache(createCache),
  };
  const seal = (seals: typeof sources.seals) =>
    sealHours(
      { ...sources, seals },
      new DirectoryCache(createCache),
      Date.parse('2026-11-20T12:00:00Z'),
    );
  const chunks = () => sources.seals.readChunks('2026-11-20', '2026-11-20T10', 1);

  const event = anEvent({ user: 'ada', at: '2026-11-20T10:00:00Z' });
  await sources.batches.put(aBatch('2026-11-20T10:00:01Z', [event]));
  const dying = faulty(sources.seals, (method) =>
    method === 'advanceSealedThrough' ? 'fails before' : 'works',
  );
  await expect(seal(dying)).rejects.toThrow('advanceSealedThrough failed');
  const sealed = await chunks();

  const late = anEvent({ user: 'bob', at: '2026-11-20T10:30:00Z' });
  await sources.batches.put(aBatch('2026-11-20T10:30:01Z', [late]));
  await seal(sources.seals);
  expect(await chunks()).toEqual(sealed);
  expect(await sources.seals.sealedThrough()).toBe('2026-11-20T10');
});
