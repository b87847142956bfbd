import { MS_PER_HOUR } from '../../lib/model/hour.ts';
import { type CountingScheme, SCHEMES } from './counting-schemes.ts';
import { type MeteredIngest, startMeteredIngest } from './metered-ingest.ts';
import { postedStream } from './posted-stream.ts';

const POSTED_AT = Date.UTC(2026, 10, 21, 14, 30);
const PER_REQUEST = 20;

/** What a scheme makes of duplicates, retries and deaths. */
export interface Miscounts {
  readonly name: string;
  readonly cells: number;
  readonly wrong: number;
  /** Write units an event, of all attempts. */
  readonly writes: number;
}

function wrongCells(
  counted: ReadonlyMap<string, number>,
  truth: ReadonlyMap<string, number>,
): number {
  const cells = new Set([...counted.keys(), ...truth.keys()]);
  return [...cells].filter((cell) => counted.get(cell) !== truth.get(cell)).length;
}

async function measureScheme(
  ingest: MeteredIngest,
  scheme: CountingScheme,
  events: number,
): Promise<Miscounts> {
  const { requests, truth } = postedStream(events, PER_REQUEST, POSTED_AT);
  const before = ingest.consumed.write;
  for (const { batch, fate } of requests) {
    if (fate !== 'answered') await scheme.take(batch, fate === 'died midway');
    await scheme.take(batch, false);
  }
  ingest.time.now = POSTED_AT + MS_PER_HOUR;
  await ingest.seal();
  const writes = (ingest.consumed.write - before) / events;
  const wrong = wrongCells(await scheme.counts(), truth);
  return { name: scheme.name, cells: truth.size, wrong, writes };
}

/** Counts one stream of so many events in several ways, each in a store of its own. */
export async function measureMiscounts(events: number): Promise<readonly Miscounts[]> {
  const found: Miscounts[] = [];
  for (const scheme of SCHEMES) {
    const ingest = await startMeteredIngest(POSTED_AT);
    try {
      found.push(await measureScheme(ingest, scheme(ingest), events));
    } finally {
      await ingest.close();
    }
  }
  return found;
}
