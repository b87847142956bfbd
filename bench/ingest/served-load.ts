import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KEYS } from '../../fixtures/keys.ts';
import { median } from '../median.ts';
import { bodiesOf, type Load, loadClient } from './http-load.ts';
import { childOf, type ServedProcess, serveProcess, useOf } from './served-process.ts';

/** How a load fares on the server and its store, and how on a server that does nothing with it. */
export interface LoadReport {
  readonly perRequest: number;
  readonly eventsPerSecond: number;
  /** Milliseconds from the request to the end of its answer. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
  readonly peakMegabytes: { readonly server: number; readonly store: number };
  /** Processor microseconds an event. */
  readonly processor: { readonly server: number; readonly store: number; readonly bare: number };
  /** Processor time of server and store, in times of the bare server's; the median of all turns. */
  readonly timesBare: number;
}

const BAROMETER = fileURLToPath(new URL('../../local/start.ts', import.meta.url));
const BARE = fileURLToPath(new URL('bare-server.ts', import.meta.url));

/** The servers take turns of so many seconds. */
const TURN_SECONDS = 1;

/** What `npm start` runs, over a folder. */
function serveBarometer(folder: string): Promise<ServedProcess> {
  return serveProcess(BAROMETER, {
    PORT: '0',
    BAROMETER_DATA: join(folder, 'store'),
    BAROMETER_WRITE_KEY: KEYS.write,
    BAROMETER_READ_KEY: KEYS.read,
    BAROMETER_ADMIN_KEY: KEYS.admin,
  });
}

interface Turn {
  readonly load: Load;
  /** Processor microseconds an event, by process. */
  readonly processor: readonly number[];
}

/** Posts for one turn and returns what each process used up meanwhile. */
async function turnOf(
  post: (seconds: number) => Promise<Load>,
  pids: readonly number[],
  perRequest: number,
): Promise<Turn> {
  const seconds = () => Promise.all(pids.map(async (pid) => (await useOf(pid)).processorSeconds));
  const before = await seconds();
  const load = await post(TURN_SECONDS);
  const after = await seconds();
  const events = load.times.length * perRequest;
  return { load, processor: after.map((used, at) => ((used - (before[at] ?? 0)) / events) * 1e6) };
}

function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function reportOf(turns: readonly { readonly ours: Turn; readonly bare: Turn }[]) {
  const loads = turns.map(({ ours }) => ours.load);
  const times = loads.flatMap((load) => load.times).sort((a, b) => a - b);
  const seconds = loads.reduce((sum, load) => sum + load.seconds, 0);
  const ofServer = ({ processor: [server = Number.NaN] }: Turn) => server;
  const ofStore = ({ processor: [, store = Number.NaN] }: Turn) => store;
  return {
    requestsPerSecond: times.length / seconds,
    p50: quantileOf(times, 0.5),
    p99: quantileOf(times, 0.99),
    failed: loads.reduce((sum, load) => sum + load.failed, 0),
    processor: {
      server: median(turns.map(({ ours }) => ofServer(ours))),
      store: median(turns.map(({ ours }) => ofStore(ours))),
      bare: median(turns.map(({ bare }) => ofServer(bare))),
    },
    timesBare: median(
      turns.map(({ ours, bare }) => (ofServer(ours) + ofStore(ours)) / ofServer(bare)),
    ),
  };
}

async function measure(
  barometer: ServedProcess,
  bare: ServedProcess,
  perRequest: number,
  turns: number,
): Promise<LoadReport> {
  const bodies = bodiesOf(perRequest);
  const [ours, theirs] = [loadClient(barometer.url, bodies), loadClient(bare.url, bodies)];
  const store = await childOf(barometer.pid);
  await ours.warmUp();
  await theirs.warmUp();
  const taken = [];
  for (let turn = 0; turn < turns; turn++) {
    taken.push({
      ours: await turnOf(ours.post, [barometer.pid, store], perRequest),
      bare: await turnOf(theirs.post, [bare.pid], perRequest),
    });
  }
  ours.close();
  theirs.close();
  const { requestsPerSecond, ...report } = reportOf(taken);
  const [server, ofStore] = [await useOf(barometer.pid), await useOf(store)];
  return {
    ...report,
    perRequest,
    eventsPerSecond: requestsPerSecond * perRequest,
    peakMegabytes: { server: server.peakMegabytes, store: ofStore.peakMegabytes },
  };
}

/** Posts requests of one size to Barometer and to a bare server, in turns. */
export async function measureLoad(perRequest: number, turns: number): Promise<LoadReport> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  const barometer = await serveBarometer(folder);
  const bare = await serveProcess(BARE, {});
  try {
    return await measure(barometer, bare, perRequest, turns);
  } finally {
    await barometer.close();
    await bare.close();
    await rm(folder, { recursive: true });
  }
}
