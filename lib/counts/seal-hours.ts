import { type Hour, hoursInRange, lastClosedHour } from '../model/hour.ts';
import type { CounterBatch } from './batch/counter-batch.ts';
import { cutDelta } from './delta/cut-delta.ts';
import type { Delta } from './delta/delta.ts';
import { foldHour } from './delta/fold-hour.ts';
import { type DirectoryCache, idsInBatches, recordIds } from './directory/directory.ts';
import { type CountSources, firstOpenHour } from './open-counts.ts';

/** How many hours are looked up at once: after a pause most of them are empty. */
const HOURS_AT_ONCE = 12;

/** Returns how many chunks the delta became. */
async function putDelta(sources: CountSources, delta: Delta): Promise<number> {
  const chunks = cutDelta(delta);
  for (const [index, chunk] of chunks.entries()) await sources.seals.putChunk(chunk, index);
  return chunks.length;
}

async function sealHour(
  sources: CountSources,
  directory: DirectoryCache,
  hour: Hour,
  batches: readonly CounterBatch[],
): Promise<number> {
  const events = batches.reduce((sum, batch) => sum + batch.events.length, 0);
  const deltas = foldHour(hour, batches, sources.hashId);
  const days: { day: string; chunks: number }[] = [];
  for (const delta of deltas) {
    days.push({ day: delta.day, chunks: await putDelta(sources, delta) });
  }
  const ids = idsInBatches(batches, sources.hashId);
  await recordIds({ ...sources, cache: directory }, ids, `${hour}-seal`);
  await sources.seals.putMarker({ hour, events, days });
  return events;
}

/**
 * Seals every closed hour that is not sealed yet, oldest first: chunks, then the marker that
 * makes them count. Batches stay where they are and expire by themselves. Crashing anywhere and
 * sealing again, even twice at once, writes the same.
 */
export async function sealHours(sources: CountSources, directory: DirectoryCache, now: number) {
  const first = await firstOpenHour(sources, now);
  const pending = hoursInRange(first, lastClosedHour(now));
  // What a seal that crashed had sealed stays as it is: a put that lands late must not change it.
  const sealed = new Set((await sources.seals.markersFrom(first)).map(({ hour }) => hour));
  let events = 0;
  for (let offset = 0; offset < pending.length; offset += HOURS_AT_ONCE) {
    const hours = pending.slice(offset, offset + HOURS_AT_ONCE);
    // What is in them is read one by one: after an outage a day of hours may be waiting.
    const busy = hours.length > 1 ? await sources.batches.busyHours(hours) : hours;
    for (const hour of busy.filter((each) => !sealed.has(each))) {
      const batches = await sources.batches.readHour(hour);
      if (batches.length > 0) events += await sealHour(sources, directory, hour, batches);
      await sources.seals.advanceSealedThrough(hour);
    }
    // Slice by slice: a seal that fails again and again does not begin again and again.
    await sources.seals.advanceSealedThrough(hours.at(-1) ?? first);
  }
  return { hours: pending.length, events };
}
