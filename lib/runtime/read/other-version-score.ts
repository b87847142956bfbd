import type { SnapshotQuery } from '../../http/schema/query-schemas.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { scoreUnderOtherVersion } from '../../scores/read/history.ts';
import type { ApiServices } from '../services/services.ts';
import type { RequestedSnapshot } from './open-snapshot.ts';

/** The score one window ago, where it was reported under another version; none while a day goes on. */
export async function otherVersionScore(
  { blocks }: Pick<ApiServices, 'blocks'>,
  { about }: RequestedSnapshot,
  { as }: SnapshotQuery,
  kind: SubjectKind,
  hash: IdHash,
) {
  const { model, window, asOf, modelVersion, complete } = about;
  if (!complete) return undefined;
  const subject = { model, of: kind, hash, window, reported: as === 'reported' };
  return scoreUnderOtherVersion(blocks, subject, { asOf, modelVersion });
}
