import { MS_PER_HOUR } from '../../lib/model/hour.ts';
import { runSeal } from '../../lib/runtime/jobs/catch-up/run-seal.ts';
import { seededRandom } from '../../local/sample/random.ts';
import { type MeteredIngest, postTo, withMeteredIngest } from './metered-ingest.ts';
import { messages, type Product, productOf, type TrackMessage } from './product-events.ts';

/** An hour of a product. */
interface ProductHour {
  readonly events: number;
  readonly perRequest: number;
  /** Every event of a batch is of another user. @default users come in sessions */
  readonly scattered?: boolean;
}

const BEGIN = Date.UTC(2026, 10, 21, 13);

/** Of the hour, in which an hour is closed. */
const CLOSED_MS = 6 * 60_000;

/** Posted at the instant of the last: at 100 a request that is 18 s, and ingest refuses after 30. */
const AT_ONCE = 3;

function batchesOf(product: Product, hour: ProductHour, begin: number) {
  const { events, perRequest, scattered } = hour;
  const next = messages(product, begin / MS_PER_HOUR, scattered);
  const random = seededRandom(begin / MS_PER_HOUR);
  const step = MS_PER_HOUR / events;
  let postedAtMs = begin;
  return Array.from({ length: events / perRequest }, () => {
    const batch: TrackMessage[] = Array.from({ length: perRequest }, () => {
      postedAtMs += 2 * step * random();
      return next(postedAtMs);
    });
    return { postedAt: Math.floor(postedAtMs), batch };
  });
}

/** Posts an hour of events and seals it; returns the write units an event of both. */
async function liveThrough(
  ingest: MeteredIngest,
  product: Product,
  hour: ProductHour,
  begin: number,
) {
  const { consumed, time } = ingest;
  const before = consumed.write;
  const batches = batchesOf(product, hour, begin);
  for (let from = 0; from < batches.length; from += AT_ONCE) {
    const posted = batches.slice(from, from + AT_ONCE);
    time.now = posted.at(-1)?.postedAt ?? time.now;
    await Promise.all(posted.map(({ batch }) => postTo(ingest, batch)));
  }
  time.now = begin + MS_PER_HOUR + CLOSED_MS;
  const put = { ...consumed };
  await runSeal(ingest.services);
  const named = batches.map(({ batch }) => new Set(batch.map(({ userId }) => userId)).size);
  return {
    put: (put.write - before) / hour.events,
    /** Chunks, marker, directory. */
    fold: (consumed.write - put.write) / hour.events,
    /** Read units an event for the seal. */
    foldReads: (consumed.read - put.read) / hour.events,
    /** Different users in a request, on average. */
    usersARequest: named.reduce((sum, users) => sum + users, 0) / named.length,
  };
}

/** Two hours of a product; the users of the second have all been seen in the first. */
export function measureWriteUnits(hour: ProductHour) {
  const product = productOf(hour.events);
  return withMeteredIngest(BEGIN, async (ingest) => {
    const first = await liveThrough(ingest, product, hour, BEGIN);
    const next = await liveThrough(ingest, product, hour, BEGIN + MS_PER_HOUR);
    // Every user of the first hour is new, those of the next were all seen before.
    return { ...hour, ...next, firstFold: first.fold };
  });
}

export type WriteUnits = Awaited<ReturnType<typeof measureWriteUnits>>;
