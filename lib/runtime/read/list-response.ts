import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { ListQuery } from '../../http/schema/query-schemas.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { RowPage, RowQuery } from '../../scores/read/list-rows.ts';
import { isUserSegment } from '../../scores/read/user-segments.ts';
import type { ApiResult } from '../server/api-route.ts';
import type { RequestedSnapshot } from './open-snapshot.ts';

/** Returns the name of a list in its cursors: another filter or sort makes another list. */
function listName(path: string, query: ListQuery): string {
  const { cursor: _, limit: __, ...rest } = query;
  return `${path}?${JSON.stringify(rest)}`;
}

/** Returns the segments of users or accounts: those built in, and the model's own. */
function segmentsOf({ snapshot }: RequestedSnapshot, kind: SubjectKind): readonly string[] {
  const { model, scores } = snapshot;
  const { segmentNames } = scores;
  if (kind === 'user') return segmentNames;
  return segmentNames.filter((id) => !isUserSegment(model, id));
}

/** @throws BarometerError `invalid` with those there are, for a segment that nobody can be in */
export function ensureKnownSegment(
  open: RequestedSnapshot,
  segment: string | undefined,
  kind: SubjectKind,
): void {
  if (segment === undefined) return;
  const known = segmentsOf(open, kind);
  if (known.includes(segment)) return;
  const message = `must be one of ${known.join(', ')}`;
  throw new BarometerError('invalid', `segment ${message}, got ${segment}`, {
    faults: [{ path: 'segment', message }],
  });
}

/**
 * Returns which rows a list is to show.
 *
 * @throws BarometerError `invalid` for a field that it cannot be sorted by
 */
export function parseListOrder(path: string, query: ListQuery, sorts: readonly string[]): RowQuery {
  const { cursor, sort, q, segment, owner, limit } = query;
  if (sort !== undefined && !sorts.includes(sort.replace(/^-/, ''))) {
    const message = `must be one of ${sorts.join(', ')}, with - in front for descending`;
    throw new BarometerError('invalid', `sort ${message}, got ${sort}`, {
      faults: [{ path: 'sort', message }],
    });
  }
  const given = { ...(sort && { sort }), ...(q && { q }), ...(owner && { owner }) };
  const order = { ...given, ...(segment && { segment }), limit };
  if (cursor === undefined) return order;
  const [value = null, hash = ''] = decodeCursor(listName(path, query), cursor);
  return { ...order, after: [value, String(hash)] };
}

/**
 * Returns the answer of a list: what is on the page, where the next begins, and which snapshot it
 * is.
 */
export function listResponse(
  path: string,
  query: ListQuery,
  { about, etag }: RequestedSnapshot,
  { data, next, total }: Pick<RowPage, 'next' | 'total'> & { readonly data: readonly unknown[] },
): ApiResult {
  const cursor = next ? encodeCursor(listName(path, query), next) : null;
  return { body: { data, next: cursor, total, ...about }, etag };
}
