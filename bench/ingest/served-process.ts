import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** What a process has used up since it began. */
export interface ProcessUse {
  readonly peakMegabytes: number;
  readonly processorSeconds: number;
}

/** A server in a process of its own. */
export interface ServedProcess {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
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

/** Returns what a process has used up by /proc, which only Linux has. */
export async function useOf(pid: number): Promise<ProcessUse> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    peakMegabytes: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024,
    processorSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
  };
}

/** Returns the process that a process started last. */
export async function childOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Number(text.trim().split(' ').at(-1));
}

/** Starts a script that says on its output where it listens. */
export async function serveProcess(
  script: string,
  environment: NodeJS.ProcessEnv,
): Promise<ServedProcess> {
  const server = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { PATH: '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await urlOf(server);
  server.stdout?.resume();
  return {
    url,
    pid: server.pid ?? 0,
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}
