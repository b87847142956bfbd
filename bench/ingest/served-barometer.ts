import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { KEYS } from '../../fixtures/keys.ts';

/** What a process has used up, by /proc, which only Linux has. */
interface ProcessUse {
  readonly peakMegabytes: number;
  readonly processorSeconds: number;
}

const URL_IN_BANNER = /http:\/\/127\.0\.0\.1:\d+/;

async function urlOf(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('the server has no output');
  for await (const line of createInterface({ input: server.stdout })) {
    const url = URL_IN_BANNER.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error('the server ended without saying where it is');
}

/** Clock ticks a second, which Linux has had for ever. */
const TICKS = 100;

async function useOf(pid: number): Promise<ProcessUse> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    peakMegabytes: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024,
    processorSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
  };
}

async function childOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(text.trim().split(' ').at(-1));
}

/** Starts what `npm start` runs, on a folder of its own. */
export async function serveBarometer() {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  const server = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts'], {
    env: {
      PATH: '',
      PORT: '0',
      BAROMETER_DATA: join(folder, 'store'),
      BAROMETER_WRITE_KEY: KEYS.write,
      BAROMETER_READ_KEY: KEYS.read,
      BAROMETER_ADMIN_KEY: KEYS.admin,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = server.pid ?? 0;
  const url = await urlOf(server);
  server.stdout?.resume();
  return {
    url,
    async use() {
      return { server: await useOf(pid), store: await useOf(await childOf(pid)) };
    },
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

export type ServedBarometer = Awaited<ReturnType<typeof serveBarometer>>;
