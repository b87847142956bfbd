import type { SnapshotQuery } from '../http/list-query.ts';
import type { IdHash } from '../model/id-hash.ts';
import { otherVersionsScore } from '../scores/history.ts';
import type { OpenReading } from './open-reading.ts';
import type { ApiServices } from './services.ts';

/** The score one window ago, where it was reported under another version; none while a day goes on. */
export async function otherVersionThen(
  { blocks }: ApiServices,
  { about }: OpenReading,
  { as }: SnapshotQuery,
  of: 'user' | 'account',
  hash: IdHash,
) {
  const { model, window, asOf, modelVersion, complete } = about;
  if (!complete) return undefined;
  const subject = { model, of, hash, window, reported: as === 'reported' };
  return otherVersionsScore(blocks, subject, { asOf, modelVersion });
}
