import { segmentsAt } from '../../alerts/evaluate/evaluate-segments.ts';
import type { OccurredSources } from '../../alerts/occurred/occurred-sources.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { lastClosedHead } from '../../scores/snapshot/snapshots.ts';
import type { ApiServices } from '../services/services.ts';

type ClosedServices = Pick<ApiServices, 'blocks' | 'caches'>;

/** Chunks of 300 KB: a snapshot beyond that is too much to open for one name. */
const MAX_CHUNKS = 60;

/**
 * Returns the scores of a model's last closed day; undefined before there is one, or when it is too
 * large to open.
 */
export async function lastClosedScores(
  { blocks, caches }: ClosedServices,
  model: string,
): Promise<DayScores | undefined> {
  const head = await lastClosedHead(blocks, model);
  if (!head || head.block.chunks > MAX_CHUNKS) return undefined;
  return caches.snapshots.read(blocks, model, head);
}

/**
 * Returns in which segments somebody was on the last closed day; users also in those of their
 * accounts.
 */
export function lastClosedSegments(
  services: ClosedServices,
): NonNullable<OccurredSources['segments']> {
  return async (model, subjectKind, subject) => {
    const scores = await lastClosedScores(services, model);
    if (!scores) return undefined;
    const row = findRow((subjectKind === 'user' ? scores.users : scores.accounts).hash, subject);
    return row < 0 ? undefined : segmentsAt({ scores, subjectKind }, row);
  };
}
