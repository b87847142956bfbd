import { parseArgs } from 'node:util';
import { gatewayRequest } from '../fixtures/gateway-request.ts';
import { KEYS } from '../fixtures/keys.ts';
import { quietSdk } from '../local/command/quiet-sdk.ts';
import { startHttpServer } from '../local/server/http-server.ts';
import { type MeteredIngest, withMeteredIngest } from './ingest/metered-ingest.ts';
import { median, millisecondsOf } from './median.ts';
import { print, printTable } from './print.ts';
import { atMost, judgeTargets } from './target.ts';

const { values } = parseArgs({ options: { small: { type: 'boolean', default: false } } });
/** Each kind of flood has its turn so often. */
const ROUNDS = values.small ? 7 : 15;
/** Requests with a good key in a turn, one after the other, whose times are told. */
const REQUESTS = values.small ? 60 : 150;
/** Requests with some key, from as many clients at once, beside them. */
const FLOOD_CLIENTS = 4;
/** A flood of bad keys slows good requests like one of good keys; beyond this it does more. */
const MOST_TIMES = 2;
const NOW = Date.UTC(2026, 10, 21, 14, 30);

const BODY = { userId: 'ada', event: 'Report Viewed' };

async function post(url: string, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const options = { method: 'POST', headers, body: JSON.stringify(BODY) };
  const answer = await fetch(`${url}/v1/track`, options);
  await answer.arrayBuffer();
  return answer.status;
}

let unknown = 0;
/** As many different keys as there are requests: none of them is ever found in memory. */
const unknownKey = () => `wk_${String(unknown++).padStart(43, 'x')}`;

const FLOODS = {
  nobody: undefined,
  'good keys': () => KEYS.write,
  'unknown keys, each another': unknownKey,
  'what is no key': () => 'secret',
} as const;
type Flood = keyof typeof FLOODS;
const floods = Object.keys(FLOODS) as readonly Flood[];

/** Returns the median time of good requests while others are sent beside them. */
async function turn(url: string, flood: Flood): Promise<number> {
  const keyOf = FLOODS[flood];
  let stopping = false;
  const client = async () => {
    while (keyOf && !stopping) await post(url, keyOf());
  };
  const clients = Array.from({ length: FLOOD_CLIENTS }, client);
  const times: number[] = [];
  for (let sent = 0; sent < REQUESTS; sent++) {
    times.push(
      await millisecondsOf(async () => {
        if ((await post(url, KEYS.write)) !== 200) throw new Error('a good key was turned away');
      }),
    );
  }
  stopping = true;
  await Promise.all(clients);
  return median(times);
}

/** Returns the median times of all floods, round by round. */
async function rounds(url: string): Promise<readonly Record<Flood, number>[]> {
  const turns: Record<Flood, number>[] = [];
  for (const flood of floods) await turn(url, flood);
  for (let round = 0; round < ROUNDS; round++) {
    const times = {} as Record<Flood, number>;
    for (const flood of floods) times[flood] = await turn(url, flood);
    turns.push(times);
  }
  return turns;
}

/** Returns the calls of the store that a request makes, by key. */
async function callsOf({ consumed, handle }: MeteredIngest, keys: readonly string[]) {
  const calls: number[] = [];
  for (const key of keys) {
    const before = consumed.calls;
    await handle(gatewayRequest('/v1/track', { key, body: BODY }));
    calls.push(consumed.calls - before);
  }
  return calls;
}

quietSdk();
const key = unknownKey();
const { turns, calls } = await withMeteredIngest(NOW, async (ingest) => {
  const server = await startHttpServer({ port: 0, host: '127.0.0.1', route: ingest.handle });
  const turns = await rounds(server.url);
  await server.close();
  return { turns, calls: await callsOf(ingest, [key, key, 'secret']) };
});
const besides = (flood: Flood) => median(turns.map((times) => times[flood]));
const timesBeside = (flood: Flood) =>
  median(turns.map((times) => times[flood] / times['good keys']));

print(`ms of a request with a good key, one by one, beside ${FLOOD_CLIENTS} clients with`);
printTable(
  ['beside', 'median', 'of good keys'],
  floods.map((flood) => [flood, besides(flood).toFixed(2), timesBeside(flood).toFixed(2)]),
);
const [unknownCalls = Number.NaN, againCalls = Number.NaN, secretCalls = Number.NaN] = calls;
process.exitCode = judgeTargets([
  atMost(1, 'calls of the store for an unknown key', unknownCalls),
  atMost(0, 'calls of the store for the same key again', againCalls),
  atMost(0, 'calls of the store for what is no key', secretCalls),
  ...(['unknown keys, each another', 'what is no key'] as const).map((flood) =>
    atMost(MOST_TIMES, `times as long as beside good keys, beside ${flood}`, timesBeside(flood)),
  ),
]);
