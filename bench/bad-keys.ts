import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey } from '../lib/runtime/services/api-keys.ts';
import { openApplication } from '../local/app/application.ts';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { startHttpServer } from '../local/server/http-server.ts';
import { startStore } from '../local/store/start-store.ts';
import { print, printTable } from './print.ts';

/** Requests with a good key, one after the other, whose times are told. */
const REQUESTS = 1_500;
/** Requests with some key, from as many clients at once, beside them. */
const FLOOD_CLIENTS = 4;

quietSdk();
const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
const store = await startStore(folder);
const app = await openApplication({
  store,
  retentionDays: 400,
  printAlert: print,
  printLog: print,
});
const server = await startHttpServer({ port: 0, host: '127.0.0.1', route: app.route });
const { key } = await createKey(app.services.documents, 'write', 'bench', app.clock.now);

async function post(writeKey: string): Promise<number> {
  const headers = { authorization: `Bearer ${writeKey}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ userId: 'ada', event: 'Report Viewed' });
  const answer = await fetch(`${server.url}/v1/track`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
}

let bad = 0;
/** As many different keys as there are requests: none of them is ever found in memory. */
const unknownKey = () => `wk_${String(bad++).padStart(43, 'x')}`;

interface Beside {
  readonly what: string;
  readonly writeKey: (() => string) | undefined;
}

const quantile = (sorted: readonly number[], q: number) =>
  (sorted[Math.floor(sorted.length * q)] ?? 0).toFixed(2);

/** The times of good requests while others are sent beside them. */
async function measure({ what, writeKey }: Beside): Promise<string[]> {
  let stopping = false;
  let beside = 0;
  const flood = async () => {
    for (; writeKey && !stopping; beside++) await post(writeKey());
  };
  const clients = Array.from({ length: FLOOD_CLIENTS }, flood);
  const times: number[] = [];
  const began = performance.now();
  for (let i = 0; i < REQUESTS; i++) {
    const sent = performance.now();
    if ((await post(key)) !== 200) throw new Error('a good key was turned away');
    times.push(performance.now() - sent);
  }
  const seconds = (performance.now() - began) / 1000;
  stopping = true;
  await Promise.all(clients);
  times.sort((a, b) => a - b);
  return [what, quantile(times, 0.5), quantile(times, 0.99), (beside / seconds).toFixed(0)];
}

const CASES: readonly Beside[] = [
  { what: 'nobody', writeKey: undefined },
  { what: 'good keys', writeKey: () => key },
  { what: 'unknown keys, each another', writeKey: unknownKey },
  { what: 'what is no key', writeKey: () => 'secret' },
];

await measure({ what: 'warm-up', writeKey: () => key });
const rows: string[][] = [];
for (const beside of CASES) rows.push(await measure(beside));
print(
  `${REQUESTS} requests with a good key, one by one, in ms, beside ${FLOOD_CLIENTS} clients with`,
);
printTable(['beside', 'p50', 'p99', 'others a second'], rows);

await server.close();
await app.close();
await store.stop();
await rm(folder, { recursive: true });
