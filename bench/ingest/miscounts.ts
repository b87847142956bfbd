import { MS_PER_HOUR } from '../../lib/model/hour.ts';
import { runSeal } from '../../lib/runtime/jobs/catch-up/run-seal.ts';
import { type CountingScheme, SCHEMES } from './counting-schemes.ts';
import { type MeteredIngest, withMeteredIngest } from './metered-ingest.ts';
import { postedStream } from './posted-stream.ts';

const POSTED_AT = Date.UTC(2026, 10, 21, 14, 30);
const PER_REQUEST = 20;

function wrongCells(
  counted: ReadonlyMap<string, number>,
  truth: ReadonlyMap<string, number>,
): number {
  const cells = new Set([...counted.keys(), ...truth.keys()]);
  return [...cells].filter((cell) => counted.get(cell) !== truth.get(cell)).length;
}

/** Returns what a scheme makes of duplicates, retries and deaths. */
async function measureScheme(ingest: MeteredIngest, scheme: CountingScheme, events: number) {
  const { requests, truth } = postedStream(events, PER_REQUEST, POSTED_AT);
  const before = ingest.consumed.write;
  for (const { batch, fate } of requests) {
    if (fate !== 'answered') await scheme.take(batch, fate === 'died midway');
    await scheme.take(batch, false);
  }
  ingest.time.now = POSTED_AT + MS_PER_HOUR;
  await runSeal(ingest.services);
  // Write units an event, of all attempts.
  const writes = (ingest.consumed.write - before) / events;
  const wrong = wrongCells(await scheme.counts(), truth);
  return { name: scheme.name, cells: truth.size, wrong, writes };
}

/** Counts one stream of `events` events in several ways, each in a store of its own. */
export async function measureMiscounts(events: number): Promise<readonly Miscounts[]> {
  const found: Miscounts[] = [];
  for (const scheme of SCHEMES) {
    const measure = (ingest: MeteredIngest) => measureScheme(ingest, scheme(ingest), events);
    found.push(await withMeteredIngest(POSTED_AT, measure));
  }
  return found;
}

export type Miscounts = Awaited<ReturnType<typeof measureScheme>>;
