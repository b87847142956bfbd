import { Agent, request } from 'node:http';
import { KEYS } from '../../fixtures/keys.ts';
import { messages, productOf } from './product-events.ts';
import type { ServedBarometer } from './served-barometer.ts';

const CONNECTIONS = 16;
const EVENTS_AN_HOUR = 40_000;

/** Bodies are made once and posted again when all were: that takes as much work, but memory. */
const MOST_EVENTS = 100_000;

/** Requests made before the clock starts, which warm up server and store. */
const WARM_UP = 200;

/** Bodies are made beforehand: client, server and store share the cores. */
function bodiesOf(perRequest: number, requests: number): readonly Buffer[] {
  const next = messages(productOf(EVENTS_AN_HOUR), perRequest);
  const now = Date.now();
  return Array.from({ length: requests }, () => {
    const batch = Array.from({ length: perRequest }, () => next(now));
    return Buffer.from(JSON.stringify({ batch, sentAt: new Date(now).toISOString() }));
  });
}

function post(url: string, agent: Agent, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${KEYS.write}`,
      'content-type': 'application/json',
      'content-length': body.length,
    };
    const posted = request(`${url}/v1/batch`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    posted.once('error', reject);
    posted.end(body);
  });
}

function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Posts one after the other on every connection for as long as it goes on; returns the times. */
async function drive(send: () => Promise<void>, goesOn: () => boolean): Promise<number[]> {
  const times: number[] = [];
  const client = async (): Promise<void> => {
    while (goesOn()) {
      const start = performance.now();
      await send();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return times.sort((a, b) => a - b);
}

/**
 * Posts requests of one size for some seconds, as many at once as there are connections, and returns
 * what a client sees of the endpoint.
 */
export async function loadOver(server: ServedBarometer, perRequest: number, seconds: number) {
  const bodies = bodiesOf(perRequest, Math.ceil(MOST_EVENTS / perRequest));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let [sent, failed] = [0, 0];
  const send = async (): Promise<void> => {
    const body = bodies[sent++ % bodies.length] ?? Buffer.alloc(0);
    if ((await post(server.url, agent, body)) !== 200) failed++;
  };
  await drive(send, () => sent < WARM_UP);
  const before = await server.use();
  const begin = performance.now();
  const times = await drive(send, () => performance.now() < begin + seconds * 1_000);
  const taken = (performance.now() - begin) / 1_000;
  agent.destroy();
  const after = await server.use();
  const events = times.length * perRequest;
  const processorOf = (what: 'server' | 'store') =>
    ((after[what].processorSeconds - before[what].processorSeconds) / events) * 1e6;
  return {
    perRequest,
    eventsPerSecond: events / taken,
    /** Milliseconds from the request to the end of its answer. */
    p50: quantileOf(times, 0.5),
    p99: quantileOf(times, 0.99),
    failed,
    peakMegabytes: { server: after.server.peakMegabytes, store: after.store.peakMegabytes },
    /** Processor microseconds an event; the fewer come, the more of the tail's falls to each. */
    processor: { server: processorOf('server'), store: processorOf('store') },
  };
}

export type LoadReport = Awaited<ReturnType<typeof loadOver>>;
