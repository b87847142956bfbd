import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What befalls a request between a client and the server. */
export interface Fault {
  /** Before the server has seen the request, or after it has done its work. */
  readonly when: 'before' | 'after';
  /** The status that the client gets instead; the connection is cut where there is none. */
  readonly status?: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

export interface FaultyProxy {
  readonly url: string;
  /** Those of the next POSTs, in their order; a request beyond them goes through. */
  faults: Fault[];
  /** How often each path was requested, with the status it was answered. */
  readonly seen: string[];
  close(): Promise<void>;
}

function fail(fault: Fault, { socket }: IncomingMessage, response: ServerResponse): string {
  if (fault.status === undefined) {
    socket.destroy();
    return 'cut';
  }
  if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
  response.writeHead(fault.status, {
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'retry-after',
  });
  response.end('{}');
  return String(fault.status);
}

function forward(from: IncomingMessage, target: URL): Promise<IncomingMessage> {
  const { method = 'GET', url = '/', headers } = from;
  return new Promise((resolve, reject) => {
    const to = request({ host: target.hostname, port: target.port, method, path: url, headers });
    from.pipe(to.on('response', resolve).on('error', reject));
  });
}

async function consumed(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request) {
    // A client that is still sending may take an early answer for a broken connection.
  }
}

/** A proxy on loopback that fails requests by a plan: the server behind it is the real one. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const [faults, seen]: [Fault[], string[]] = [[], []];
  const serve = async (from: IncomingMessage, response: ServerResponse): Promise<string> => {
    // A browser asks before it posts; what is to fail is the posting.
    const fault = from.method === 'POST' ? proxy.faults.shift() : undefined;
    if (fault?.when === 'before') {
      await consumed(from);
      return fail(fault, from, response);
    }
    const answer = await forward(from, new URL(target));
    if (fault) {
      await consumed(answer);
      return fail(fault, from, response);
    }
    response.writeHead(answer.statusCode ?? 0, answer.headers);
    answer.pipe(response);
    return String(answer.statusCode);
  };
  const server = createServer((from, response) => {
    serve(from, response)
      .then((what) => seen.push(`${from.url} ${what}`))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${port}`,
    faults,
    seen,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
