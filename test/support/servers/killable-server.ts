import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { KEYS } from '../../../fixtures/keys.ts';

/** Only what hangs is to fail: a busy machine takes ten times as long. */
const UP_WITHIN_MS = 300_000;
const PROBE_MS = 5;

/** What `npm start` runs, as often as it is killed, on one port and one data folder. */
export interface KillableServer {
  readonly url: string;
  /** Resolves, with the milliseconds it took, when `/healthz` answers 200. */
  start(now?: string): Promise<number>;
  /** `kill -9` of the server alone, whose store then sees its parent gone, or of both at once. */
  kill(what: 'server' | 'both'): Promise<void>;
  /** Whatever it wrote about errors. */
  readonly complaints: string[];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).status === 200;
  } catch {
    return false;
  }
}

async function untilUp(url: string, child: ChildProcess, complaints: readonly string[]) {
  const deadline = performance.now() + UP_WITHIN_MS;
  while (!(await isUp(url))) {
    if (child.exitCode !== null)
      throw new Error(`the server ended with ${child.exitCode}: ${complaints.join('')}`);
    if (performance.now() > deadline) {
      throw new Error(`not up within ${UP_WITHIN_MS} ms: ${complaints.join('')}`);
    }
    await pause(PROBE_MS);
  }
}

export async function killableServer(folder: string): Promise<KillableServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const complaints: string[] = [];
  let child: ChildProcess | undefined;
  const environment = {
    PATH: '',
    PORT: String(port),
    BAROMETER_DATA: folder,
    BAROMETER_WRITE_KEY: KEYS.write,
    BAROMETER_READ_KEY: KEYS.read,
    BAROMETER_ADMIN_KEY: KEYS.admin,
  };
  return {
    url,
    complaints,
    async start(now = '') {
      const begin = performance.now();
      child = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts'], {
        env: { ...environment, BAROMETER_NOW: now },
        stdio: ['ignore', 'ignore', 'pipe'],
        // A group of its own, so that the store can be killed at the same instant.
        detached: true,
      });
      child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
      await untilUp(url, child, complaints);
      return performance.now() - begin;
    },
    async kill(what) {
      if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      process.kill(what === 'both' ? -child.pid : child.pid, 'SIGKILL');
      await ended;
    },
  };
}
