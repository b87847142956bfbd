import type { CounterBatch } from '../../lib/counts/batch/counter-batch.ts';
import { publishPending } from '../../lib/runtime/jobs/alerts/publish-pending.ts';
import {
  advanceTailCursor,
  applyBatches,
  runTail,
  type TailServices,
} from '../../lib/runtime/jobs/catch-up/run-tail.ts';
import { createSingleRunner } from './single-runner.ts';

/** Batches held in memory; the next minute's tail reads those beyond from the store. */
const MAX_WAITING = 2_000;

/** Batches in one piece of work: requests have to be answered in between. */
const BATCHES_AT_ONCE = 20;

/** The tail of one machine: batches are worked on as soon as they are stored. */
export function createImmediateTail(services: TailServices, onError: (error: unknown) => void) {
  let waiting: CounterBatch[] = [];
  // What an earlier process stored and did not come to.
  let missed = true;
  const work = async (): Promise<void> => {
    while (waiting.length > 0) await applyBatches(services, waiting.splice(0, BATCHES_AT_ONCE));
    await publishPending(services);
  };
  const runner = createSingleRunner(work, (error) => {
    waiting = [];
    missed = true;
    onError(error);
  });
  return {
    onStored(batch: CounterBatch): void {
      if (waiting.length < MAX_WAITING) waiting.push(batch);
      else missed = true;
      void runner.run();
    },
    /** Resolves when everything stored so far has been worked on. */
    settle: () => runner.run(),
    /**
     * What the schedule runs every minute. Reads batches from the store only when some were missed:
     * at 50,000 events a second its two minutes of overlap would be six million events.
     * Returns whether nothing that was stored before is left to do.
     */
    async everyMinute(): Promise<boolean> {
      const now = services.clock();
      if (missed) {
        missed = false;
        await runTail(services).catch((error) => {
          missed = true;
          throw error;
        });
      }
      await runner.run();
      if (!missed) await advanceTailCursor(services.documents, now);
      return !missed;
    },
  };
}
