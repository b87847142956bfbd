import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Consumed } from '../../lib/dynamo/client/meter-consumed.ts';

/** What a run in a process of its own is to do. */
export interface RunOrder {
  readonly endpoint: string;
  readonly job: 'close' | 'live';
  /** Epoch milliseconds that the run takes for now. */
  readonly now: number;
}

/** What it came to. */
export interface RunReport {
  readonly figures: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** User and system time of the whole process, its start included. */
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
  readonly consumed: Consumed;
}

/**
 * Does a run in a fresh process and returns what that process measured.
 *
 * @param profileFolder where V8 leaves a processor profile of the run. @default none is made
 */
export async function measuredRun(order: RunOrder, profileFolder?: string): Promise<RunReport> {
  const entry = fileURLToPath(new URL('run-process.ts', import.meta.url));
  const profile = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : [];
  const child = fork(entry, [], { execArgv: [...profile, '--import', 'tsx'] });
  const reported = once(child, 'message').then(([report]) => report as RunReport);
  const ended = once(child, 'exit').then(([code]) => `the run ended with ${code}`);
  child.send(order);
  const first = await Promise.race([reported, ended]);
  if (typeof first === 'string') throw new Error(first);
  await ended;
  return first;
}
