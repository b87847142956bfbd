import { instantMs, isoInstant } from '../../model/instant.ts';
import type { Run } from './run-store.ts';

/** Lambda ends a function after 15 minutes. */
export const RUN_MINUTES = 15;

const MS_PER_MINUTE = 60_000;

/**
 * Returns a run as it is shown: a process that was killed could not say so, so a run that has been
 * under way for longer than 15 minutes is shown as failed. What is stored stays: it may end well.
 */
export function expireRun(run: Run, now: number): Run {
  if (run.status !== 'running') return run;
  const deadline = instantMs(run.startedAt ?? run.requestedAt) + RUN_MINUTES * MS_PER_MINUTE;
  if (now <= deadline) return run;
  const finishedAt = isoInstant(deadline);
  const error = `it did not end within ${RUN_MINUTES} minutes, so its process was stopped; start another`;
  return { ...run, status: 'failed', finishedAt, error };
}
