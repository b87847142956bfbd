import { createConnection } from 'node:net';

/** Sends text as it is, part by part; resolves with all that came back until the end. */
export function sendRaw(
  url: string,
  parts: readonly (string | Buffer)[],
  { end = true }: { readonly end?: boolean } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = createConnection(Number(port), hostname, () => {
      for (const part of parts) socket.write(part);
      if (end) socket.end();
    });
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    // A server that hangs up on nonsense is in its right.
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
}

/** The statuses in what came back, in order. */
export function statusesIn(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
}
