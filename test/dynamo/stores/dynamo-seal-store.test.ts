import { expect, it } from 'vitest';
import { numbersFrom } from '../../../fixtures/seeded.ts';
import type { Delta } from '../../../lib/counts/delta/delta.ts';
import { onEachStore } from '../../support/stores/on-each-store.ts';

const HOUR = '2026-05-03T10';
const DAY = '2026-05-02';

/** Fingerprints that nothing can shrink, 8 bytes each when stored. */
function randomHex(seed: number, hashes: number): string {
  const next = numbersFrom(seed);
  const eight = () =>
    next(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return Array.from({ length: hashes * 2 }, eight).join('');
}

function chunkOf(seed: number, fingerprints = 3): Delta {
  const cell = {
    user: randomHex(seed, 1),
    account: randomHex(seed + 1, 1),
    event: 'Task Completed',
    dated: seed % 2 === 0,
    fingerprints: randomHex(seed, fingerprints),
  };
  return { day: DAY, hour: HOUR, cells: [cell], sets: [] };
}

onEachStore('delta chunks', ({ stores }) => {
  it('delta chunks are read in order, as many as the marker says', async () => {
    const { seals } = stores();
    const chunks = Array.from({ length: 12 }, (_, index) => chunkOf(index));
    for (const [index, chunk] of chunks.entries()) await seals.putChunk(chunk, index);
    expect(await seals.readChunks(DAY, HOUR, 12)).toEqual(chunks);
    expect(await seals.readChunks(DAY, HOUR, 11)).toEqual(chunks.slice(0, 11));
    expect(await seals.readChunks(DAY, HOUR, 0)).toEqual([]);
    expect(await seals.readChunks(DAY, HOUR, 10, 3)).toEqual(chunks.slice(3, 10));
    expect(await seals.readChunks(DAY, HOUR, 12, 11)).toEqual(chunks.slice(11));
    expect(await seals.readChunks(DAY, HOUR, 5, 5)).toEqual([]);
  });

  it('delta chunks that are missing are unreadable', async () => {
    const { seals } = stores();
    await seals.putChunk({ ...chunkOf(1), hour: '2026-05-03T11' }, 0);
    await seals.putChunk({ ...chunkOf(1), hour: '2026-05-03T11' }, 2);
    const reading = seals.readChunks(DAY, '2026-05-03T11', 3);
    await expect(reading).rejects.toMatchObject({ code: 'unreadable' });
    const some = seals.readChunks(DAY, '2026-05-03T11', 4, 2);
    await expect(some).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('delta chunks are read beyond the 1 MB of one page', async () => {
    const { seals } = stores();
    const chunks = Array.from({ length: 40 }, (_, index) => chunkOf(index, 7_500));
    await Promise.all(chunks.map((chunk, index) => seals.putChunk(chunk, index)));
    expect(await seals.readChunks(DAY, HOUR, 40)).toEqual(chunks);
  });
});

onEachStore('seal markers', ({ stores }) => {
  it('seal markers are read from an hour on, in order', async () => {
    const { seals } = stores();
    for (const hour of ['2026-05-04T00', '2026-05-03T23', '2026-05-03T09', HOUR]) {
      await seals.putMarker({ hour, events: 7, days: [{ day: DAY, chunks: 2 }] });
    }
    const markers = await seals.markersFrom(HOUR);
    expect(markers.map(({ hour }) => hour)).toEqual([HOUR, '2026-05-03T23', '2026-05-04T00']);
    expect(markers[0]).toEqual({ hour: HOUR, events: 7, days: [{ day: DAY, chunks: 2 }] });
    expect(await seals.markersFrom('2026-05-04T01')).toEqual([]);
  });

  it('a second seal marker of a sealed hour changes nothing', async () => {
    const { seals } = stores();
    const hour = '2026-06-01T00';
    await seals.putMarker({ hour, events: 1, days: [] });
    await seals.putMarker({ hour, events: 2, days: [{ day: DAY, chunks: 1 }] });
    expect(await seals.markersFrom(hour)).toEqual([{ hour, events: 1, days: [] }]);
  });

  it('seal markers of six weeks are all read, in order', async () => {
    const { seals } = stores();
    const hours = Array.from({ length: 1_000 }, (_, i) =>
      new Date(Date.UTC(2027, 0, 1, i)).toISOString().slice(0, 13),
    );
    for (let at = 0; at < hours.length; at += 100) {
      const some = hours.slice(at, at + 100);
      await Promise.all(some.map((hour) => seals.putMarker({ hour, events: 1, days: [] })));
    }
    const markers = await seals.markersFrom(hours[0] ?? '');
    expect(markers.map(({ hour }) => hour)).toEqual(hours);
  });
});

onEachStore('the last sealed hour', ({ stores }) => {
  it('the last sealed hour is unknown at first and never moves back', async () => {
    const { seals } = stores();
    expect(await seals.sealedThrough()).toBeUndefined();
    await seals.advanceSealedThrough(HOUR);
    await seals.advanceSealedThrough('2026-05-03T09');
    expect(await seals.sealedThrough()).toBe(HOUR);
    await seals.advanceSealedThrough('2026-05-03T11');
    expect(await seals.sealedThrough()).toBe('2026-05-03T11');
  });
});
