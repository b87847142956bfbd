import { Agent, request } from 'node:http';
import { KEYS } from '../../fixtures/keys.ts';
import { messages, productOf } from './product-events.ts';

const CONNECTIONS = 16;
const EVENTS_AN_HOUR = 40_000;

/** Bodies are made once and posted again when all were: that takes as much work, but memory. */
const MOST_EVENTS = 100_000;

/** Requests made before the clock starts, which warm up server and store. */
const WARM_UP = 200;

/** What the client saw of some seconds. */
export interface Load {
  readonly seconds: number;
  /** Milliseconds from each request to the end of its answer. */
  readonly times: readonly number[];
  readonly failed: number;
}

/** Posts to one server. */
export interface LoadClient {
  warmUp(): Promise<void>;
  /** Posts one after the other on every connection for so many seconds. */
  post(seconds: number): Promise<Load>;
  close(): void;
}

/** Returns batches of so many events, made beforehand: client, server and store share the cores. */
export function bodiesOf(perRequest: number): readonly Buffer[] {
  const next = messages(productOf(EVENTS_AN_HOUR), perRequest);
  const now = Date.now();
  return Array.from({ length: Math.ceil(MOST_EVENTS / perRequest) }, () => {
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

/** Sends on every connection for as long as it goes on; returns the times. */
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
  return times;
}

/** Returns a client that posts bodies to a server over connections that it keeps open. */
export function loadClient(url: string, bodies: readonly Buffer[]): LoadClient {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let [sent, failed] = [0, 0];
  const send = async (): Promise<void> => {
    const body = bodies[sent++ % bodies.length] ?? Buffer.alloc(0);
    if ((await post(url, agent, body)) !== 200) failed++;
  };
  return {
    async warmUp() {
      await drive(send, () => sent < WARM_UP);
    },
    async post(seconds) {
      const [begin, failedBefore] = [performance.now(), failed];
      const times = await drive(send, () => performance.now() < begin + seconds * 1_000);
      return { seconds: (performance.now() - begin) / 1_000, times, failed: failed - failedBefore };
    },
    close() {
      agent.destroy();
    },
  };
}
