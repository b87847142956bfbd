import { publishOutbox } from '../lib/alerts/publish-outbox.ts';
import type { CounterBatch } from '../lib/counts/counter-batch.ts';
import { applyBatches, type TailServices } from '../lib/runtime/run-tail.ts';
import { createSingleRunner } from './single-runner.ts';

/** The tail without its minute: batches are worked on as soon as they are stored. */
export interface QuickTail {
  onStored(batch: CounterBatch): void;
  /** Resolves when everything stored so far has been worked on. */
  settle(): Promise<void>;
}

/** Beyond this many the scheduled tail, which reads them from the store, does the rest. */
const MOST_WAITING = 2_000;

/** So many at a time, for requests have to be answered in between. */
const AT_ONCE = 20;

export function createQuickTail(
  services: () => TailServices,
  onError: (error: unknown) => void,
): QuickTail {
  let waiting: CounterBatch[] = [];
  const work = async (): Promise<void> => {
    const { alerts, publisher } = services();
    while (waiting.length > 0) {
      const batches = waiting.splice(0, AT_ONCE);
      await applyBatches(services(), batches);
    }
    await publishOutbox(alerts, publisher);
  };
  const runner = createSingleRunner(work, (error) => {
    waiting = [];
    onError(error);
  });
  return {
    onStored(batch) {
      if (waiting.length >= MOST_WAITING) return;
      waiting.push(batch);
      void runner.run();
    },
    settle: () => runner.run(),
  };
}
