import type { OccurredSources } from '../alerts/occurred-sources.ts';
import { segmentsOfUser } from '../alerts/place-standing.ts';
import type { DayScores } from '../scores/day-scores.ts';
import { listAt } from '../scores/list-column.ts';
import { segmentNames } from '../scores/reading.ts';
import { rowOf } from '../scores/row-of.ts';
import { lastClosedHead } from '../scores/snapshots.ts';
import type { ApiServices } from './services.ts';

type SnapshotServices = Pick<ApiServices, 'blocks' | 'caches'>;

/** Chunks of 300 KB: a snapshot beyond that is too much to open for one name. */
const MOST_CHUNKS = 60;

/** The last closed day of a model; undefined before there is one, or when it is too large to open. */
export async function lastClosed(
  { blocks, caches }: SnapshotServices,
  model: string,
): Promise<DayScores | undefined> {
  const head = await lastClosedHead(blocks, model);
  if (!head || head.block.chunks > MOST_CHUNKS) return undefined;
  return caches.snapshots.read(blocks, model, head);
}

/** In which segments somebody was on the last closed day; users also in those of their accounts. */
export function segmentsLastClosed(
  services: SnapshotServices,
): NonNullable<OccurredSources['segments']> {
  return async (model, scope, subject) => {
    const scores = await lastClosed(services, model);
    if (!scores) return undefined;
    const { accounts, users } = scores;
    const at = rowOf(scope === 'user' ? users.hash : accounts.hash, subject);
    if (at < 0) return undefined;
    const segments = scope === 'user' ? segmentsOfUser(scores, at) : listAt(accounts.segments, at);
    return segmentNames(scores, segments);
  };
}
