import { type ScoresComputed, scoresComputed } from '../alerts/scores-computed.ts';
import type { ModelRun } from '../scores/run-models.ts';
import { errorFields } from './log.ts';
import type { Services } from './services.ts';

/** Tells programs that scores can be read. The scores stand whether or not anybody hears of them. */
export async function announceScores(
  { publisher, clock, log }: Pick<Services, 'publisher' | 'clock' | 'log'>,
  run: Pick<ScoresComputed, 'runId' | 'asOf' | 'complete' | 'alerts'>,
  runs: readonly ModelRun[],
): Promise<void> {
  const computedAt = new Date(clock()).toISOString();
  const scored = runs.map(({ scores }) => scores);
  try {
    await publisher.announce?.(scoresComputed({ ...run, computedAt }, scored));
  } catch (error) {
    log.warn('nobody heard of a run', errorFields(error));
  }
}
