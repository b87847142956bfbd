import type { Profile } from '../events/profile.ts';
import { BUILT_IN_SEGMENTS, type BuiltInSegment } from '../model/built-in-segments.ts';
import { dayNumber } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { windowIndex } from './account-row.ts';
import type { DayScores } from './day-scores.ts';
import { listHas } from './list-column.ts';
import { dayAt } from './nullable-day.ts';
import { creationDay } from './profiles.ts';
import { type AnySubject, forAll } from './segments.ts';
import { userRow } from './user-row.ts';

/** Whether a segment is one of the model's own, of users. */
export function isOfUsers(model: ScoringModel, id: string): boolean {
  return Object.hasOwn(model.segments ?? {}, id) && model.segments?.[id]?.of === 'user';
}

/** Whether a segment is told of users: built in for them as for accounts, or the model's own. */
export function hasUsers(model: ScoringModel, id: string): boolean {
  if (Object.hasOwn(model.segments ?? {}, id)) return isOfUsers(model, id);
  return testOf(id) !== undefined;
}

function testOf(id: string) {
  const name: BuiltInSegment | undefined = BUILT_IN_SEGMENTS.find((segment) => segment === id);
  return name && forAll[name];
}

/** The traits of some users, for those built-in segments that ask when somebody was created. */
export type UserProfiles = ReadonlyMap<IdHash, Profile>;

const NO_PROFILES: UserProfiles = new Map();

/** The day a user was created: what the run found, else by the traits at hand or its first sight. */
function createdOn(
  { users, firstDay, asOf }: DayScores,
  at: number,
  profiles: UserProfiles,
): number | null {
  if (users.created.length > 0) return dayAt(users.created, at);
  const seen = { first: users.first[at] ?? 0, firstData: firstDay };
  return creationDay(profiles.get(users.hash[at] ?? ''), asOf, seen);
}

const BY_CREATION: ReadonlySet<string> = new Set(['new', 'mature']);
const BY_CHANGE: ReadonlySet<string> = new Set(['rising', 'falling']);

/** Users as one built-in segment asks about them: what it does not ask for costs nothing. */
function subjects(scores: DayScores, id: string, profiles: UserProfiles) {
  const about = {
    today: dayNumber(scores.asOf),
    window: scores.headlineWindow,
    suspect: scores.suspect?.length > 0,
  };
  const window = windowIndex(scores, scores.headlineWindow);
  const [byCreation, byChange] = [BY_CREATION.has(id), BY_CHANGE.has(id)];
  return (at: number): AnySubject => ({
    ...about,
    created: byCreation ? createdOn(scores, at, profiles) : null,
    lastActive: scores.users.lastActive[at] ?? 0,
    change: byChange ? (userRow(scores, window, at)?.change ?? null) : null,
  });
}

/**
 * Tells who of the users is in a segment. The model's own segments are in the snapshot; those built
 * in follow from its columns, so a million users take no room for them.
 *
 * @param profiles of users, where they are at hand
 * @returns undefined for a segment that is told of accounts only
 */
export function usersIn(
  scores: DayScores,
  model: ScoringModel,
  id: string,
  profiles = NO_PROFILES,
): ((at: number) => boolean) | undefined {
  if (isOfUsers(model, id)) {
    const index = scores.segmentNames.indexOf(id);
    return (at) => listHas(scores.users.segments, at, index);
  }
  const test = hasUsers(model, id) ? testOf(id) : undefined;
  const subjectAt = subjects(scores, id, profiles);
  return test && ((at) => test(subjectAt(at)));
}

/** The names of all segments that a user is in. */
export function userSegments(
  scores: DayScores,
  model: ScoringModel,
  at: number,
  profiles = NO_PROFILES,
): string[] {
  return scores.segmentNames.filter((id) => usersIn(scores, model, id, profiles)?.(at) ?? false);
}
