import {
  type ModelSummary,
  type ScoresComputed,
  scoresComputed,
} from '../../alerts/scores-computed.ts';
import { isoInstant } from '../../model/instant.ts';
import { errorFields } from '../services/log.ts';
import type { Services } from '../services/services.ts';

/** Tells programs that scores can be read. The scores stand whether or not anybody hears of them. */
export async function announceScores(
  { publisher, clock, log }: Pick<Services, 'publisher' | 'clock' | 'log'>,
  run: Pick<ScoresComputed, 'runId' | 'asOf' | 'complete' | 'alerts'>,
  models: readonly ModelSummary[],
): Promise<void> {
  const computedAt = isoInstant(clock());
  try {
    await publisher.announce?.(scoresComputed({ ...run, computedAt }, models));
  } catch (error) {
    log.warn('nobody heard of a run', errorFields(error));
  }
}
