import type { Run } from '../lib/scores/run-store.ts';

/** Stands in for the asynchronous invocation of the scoring function: one run after the other. */
export interface RunQueue {
  /** Resolves as soon as the run is queued. */
  startRun(run: Run): Promise<void>;
  /** Resolves when the runs that were queued have ended. */
  drain(): Promise<void>;
}

export function createRunQueue(
  perform: (runId: string) => Promise<unknown>,
  onError: (error: unknown) => void,
): RunQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async startRun({ runId }) {
      last = last.then(() => perform(runId)).catch(onError);
    },
    async drain() {
      await last;
    },
  };
}
