import { listHas } from '../columns/list-column.ts';
import { traitOn } from '../conditions/profiles.ts';
import { userExactScore, userRow } from '../snapshot/subject-rows.ts';
import { listRows, type RowPage, type RowQuery, type RowSorts, sortByColumn } from './list-rows.ts';
import { derivedOf, idOf, type SnapshotWindow } from './snapshot-window.ts';
import { SEGMENTS_BY_CREATION, userSegmentTest } from './user-segments.ts';

/** What users may be sorted by, by the name of the field in the answer. */
export const USER_SORTS: RowSorts = {
  score: ({ scores, window }, row) => userExactScore(scores, window, row),
  change: ({ scores, window }, row) => userRow(scores, window, row)?.change ?? null,
  rawScore: sortByColumn('users', 'raw'),
  frequency: sortByColumn('users', 'activeDays'),
  adoption: sortByColumn('users', 'used'),
  lastActiveDay: ({ scores }, row) => scores.users.lastActive[row] ?? 0,
};

/** Returns whether a list needs the traits of all users, not only of those on the page. */
export function needsProfiles({ segment, q }: Pick<RowQuery, 'segment' | 'q'>): boolean {
  return q !== undefined || SEGMENTS_BY_CREATION.has(segment ?? '');
}

/** Returns who is in a segment of users, or in an account that is in one of accounts. */
function inSegment(snapshot: SnapshotWindow, segment: string) {
  const own = userSegmentTest(snapshot, segment);
  if (own) return own;
  const { scores } = snapshot;
  const index = scores.segmentNames.indexOf(segment);
  const { accountsOf } = derivedOf(scores);
  return (row: number) => accountsOf(row).some((a) => listHas(scores.accounts.segments, a, index));
}

/** Returns what a user is found by: its id, and its name and address where they are at hand. */
function textsOf(snapshot: SnapshotWindow, row: number): string[] {
  const hash = snapshot.scores.users.hash[row] ?? '';
  const profile = snapshot.userProfiles?.get(hash);
  const traits = ['name', 'email'].map((trait) => traitOn(profile, trait, snapshot.scores.asOf));
  return [idOf(snapshot, hash), ...traits].flatMap((text) => (text ? String(text) : []));
}

function filterOf(snapshot: SnapshotWindow, query: RowQuery) {
  const { scores } = snapshot;
  const { accountsOf } = derivedOf(scores);
  const { segment, owner, q } = query;
  const tests: ((row: number) => boolean)[] = [];
  if (segment !== undefined) tests.push(inSegment(snapshot, segment));
  if (owner !== undefined) {
    tests.push((row) => accountsOf(row).some((a) => scores.accounts.owner[a] === owner));
  }
  if (q !== undefined) {
    const text = q.toLowerCase();
    tests.push((row) => textsOf(snapshot, row).some((own) => own.toLowerCase().includes(text)));
  }
  return (row: number) => tests.every((test) => test(row));
}

export function listUsers(snapshot: SnapshotWindow, query: RowQuery): RowPage {
  const isIn = filterOf(snapshot, query);
  return listRows(snapshot, query, { of: 'users', sorts: USER_SORTS, isIn });
}
