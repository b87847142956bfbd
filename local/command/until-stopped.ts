import { once } from 'node:events';
import { StartError } from './start-error.ts';

/** Who runs it may pass one Ctrl-C on twice; a second one that is meant comes later. */
const SAME_SIGNAL_MS = 500;

/**
 * Resolves at Ctrl-C or SIGTERM, after which a second one ends the process at once.
 * Rejects when the store is lost.
 */
export async function untilStopped(storeLost: Promise<string>): Promise<void> {
  const interrupted = once(process, 'SIGINT');
  const terminated = once(process, 'SIGTERM');
  const lost = storeLost.then((how) => {
    throw new StartError(`the store process ended (${how}): start again, nothing stored is lost`);
  });
  await Promise.race([interrupted, terminated, lost]);
  const stoppedAt = performance.now();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(130);
    });
  }
}
