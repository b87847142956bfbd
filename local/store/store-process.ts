import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { Level } from 'level';

/** What this process tells its parent, once. */
export type StoreReport = { readonly port: number } | StoreFailure;

export interface StoreFailure {
  readonly failed: 'locked' | 'unusable';
  readonly why: string;
}

/** A process killed with -9 holds the lock until the kernel has taken it down. */
const LOCK_WAIT_MS = 2_000;
const LOCK_RETRY_MS = 25;

function causeOf(error: unknown): { code: string; message: string } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return { code, message: cause instanceof Error ? cause.message : String(cause) };
}

/** Opens and closes the store once: dynalite itself does not say why it could not open it. */
async function probe(folder: string): Promise<StoreFailure | undefined> {
  const deadline = performance.now() + LOCK_WAIT_MS;
  for (;;) {
    const database = new Level(folder);
    try {
      await database.open();
      await database.close();
      return undefined;
    } catch (error) {
      const { code, message } = causeOf(error);
      if (code !== 'LEVEL_LOCKED') return { failed: 'unusable', why: message };
      if (performance.now() > deadline) return { failed: 'locked', why: message };
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

/**
 * Runs dynalite on disk, in a process of its own so that the store has a core of its own.
 * Loopback only, on a port of the system's choice.
 */
async function serve(folder: string, tell: (report: StoreReport) => void): Promise<void> {
  const failure = await probe(folder);
  if (failure) return tell(failure);
  const server = dynalite({ path: folder, createTableMs: 0 });
  // After Node's 5 s a client that was busy as long would find every socket of its pool closed.
  server.keepAliveTimeout = 0;
  process.once('message', () => server.close(() => process.exit(0)));
  server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
}

// No parent, no store: the pipe to it breaks however it ended, and the lock must be free then.
process.once('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent still has requests to finish with the store.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

const [folder] = process.argv.slice(2);
if (folder === undefined || !process.connected) process.exit(1);
await serve(folder, (report) => process.send?.(report));
