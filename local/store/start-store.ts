import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { StartError } from '../command/start-error.ts';
import type { StoreFailure, StoreReport } from './store-process.ts';

export interface EmbeddedStore {
  /** Where the DynamoDB client finds it. */
  readonly endpoint: string;
  readonly pid: number;
  /** Resolves when the process is gone; at once when it died by itself. */
  stop(): Promise<void>;
  /** Resolves, with the exit code or signal, when the process ended without being stopped. */
  readonly lost: Promise<string>;
}

const STOP_TIMEOUT_MS = 5_000;

const require = createRequire(import.meta.url);

function spawn(folder: string): ChildProcess {
  return fork(fileURLToPath(new URL('store-process.ts', import.meta.url)), [folder], {
    // By path: a bare name is looked up from the current folder, which may be anywhere.
    // dynalite calls `url.parse`, which later releases of Node warn about at each start.
    execArgv: ['--no-deprecation', '--import', pathToFileURL(require.resolve('tsx')).href],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function firstReport(child: ChildProcess): Promise<StoreReport> {
  const reported = once(child, 'message').then(([report]) => report as StoreReport);
  const ended = once(child, 'exit').then(([code, signal]): StoreReport => {
    return { failed: 'unusable', why: `the store process ended with ${code ?? signal}` };
  });
  return await Promise.race([reported, ended]);
}

function startErrorOf(folder: string, report: StoreFailure): StartError {
  const other = 'or give another folder with BAROMETER_DATA';
  return report.failed === 'locked'
    ? new StartError(`${folder} is in use by a running instance: stop that one, ${other}`)
    : new StartError(`cannot use ${folder} (${report.why}): make it a writable folder, ${other}`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw startErrorOf(folder, { failed: 'unusable', why });
  }
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = once(child, 'exit');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  if (child.connected) child.send('stop');
  await ended;
  clearTimeout(kill);
}

/**
 * Starts the embedded store on a folder, which is made where it is missing.
 * Rejects with a StartError when the folder cannot be used or another instance is using it.
 */
export async function startStore(folder: string): Promise<EmbeddedStore> {
  await makeFolder(folder);
  const child = spawn(folder);
  const report = await firstReport(child);
  if ('failed' in report) {
    child.kill('SIGKILL');
    throw startErrorOf(folder, report);
  }
  // It must not keep a process alive that has nothing else to do.
  child.unref();
  child.channel?.unref();
  let stopping = false;
  const lost = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      if (!stopping) resolve(String(signal ?? code));
    });
  });
  return {
    endpoint: `http://127.0.0.1:${report.port}`,
    pid: child.pid ?? 0,
    lost,
    stop() {
      stopping = true;
      return stopProcess(child);
    },
  };
}
