import type { Profile } from '../../events/profile.ts';
import { BUILT_IN_SEGMENTS, type BuiltInSegment } from '../../model/built-in-segments.ts';
import { dayNumber } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { listHas } from '../columns/list-column.ts';
import { dayAt } from '../columns/nullable-day.ts';
import { creationDay } from '../conditions/profiles.ts';
import { type CommonSegmentFacts, commonSegmentTests } from '../conditions/segments.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { windowIndex } from '../snapshot/subject-row.ts';
import { userRow } from '../snapshot/user-row.ts';

/** Returns whether a segment is one of the model's own, of users. */
export function isUserSegment(model: ScoringModel, id: string): boolean {
  return Object.hasOwn(model.segments ?? {}, id) && model.segments?.[id]?.of === 'user';
}

/**
 * Returns whether users can be in a segment: a built-in one that is not of accounts alone, or the
 * model's own.
 */
function appliesToUsers(model: ScoringModel, id: string): boolean {
  if (Object.hasOwn(model.segments ?? {}, id)) return isUserSegment(model, id);
  return testOf(id) !== undefined;
}

function testOf(id: string) {
  const name: BuiltInSegment | undefined = BUILT_IN_SEGMENTS.find((segment) => segment === id);
  return name && commonSegmentTests[name];
}

/** The traits of some users, for the built-in segments that depend on when somebody was created. */
export type UserProfiles = ReadonlyMap<IdHash, Profile>;

const NO_PROFILES: UserProfiles = new Map();

/**
 * Returns the day a user was created: as the run found, else by its traits at hand or first sight.
 */
function createdOn(
  { users, firstDay, asOf }: DayScores,
  user: number,
  profiles: UserProfiles,
): number | null {
  if (users.created.length > 0) return dayAt(users.created, user);
  const seen = { first: users.first[user] ?? 0, firstData: firstDay };
  return creationDay(profiles.get(users.hash[user] ?? ''), asOf, seen);
}

/** Built-in segments that depend on when somebody was created. */
export const SEGMENTS_BY_CREATION: ReadonlySet<string> = new Set(['new', 'mature']);

/** Built-in segments that depend on the change of the score. */
const BY_CHANGE: ReadonlySet<string> = new Set(['rising', 'falling']);

/** Returns a reader of the facts that one built-in segment needs: others cost nothing. */
function factsReader(scores: DayScores, id: string, profiles: UserProfiles) {
  const common = {
    today: dayNumber(scores.asOf),
    window: scores.headlineWindow,
    suspect: scores.suspect?.length > 0,
  };
  const window = windowIndex(scores, scores.headlineWindow);
  const [byCreation, byChange] = [SEGMENTS_BY_CREATION.has(id), BY_CHANGE.has(id)];
  return (user: number): CommonSegmentFacts => ({
    ...common,
    created: byCreation ? createdOn(scores, user, profiles) : null,
    lastActive: scores.users.lastActive[user] ?? 0,
    change: byChange ? (userRow(scores, window, user)?.change ?? null) : null,
  });
}

/**
 * Returns who of the users is in a segment. The model's own segments are in the snapshot; those
 * built in follow from its columns, so a million users take no room for them.
 *
 * @param profiles of users, where they are at hand
 * @returns undefined for a segment that only accounts can be in
 */
export function userSegmentTest(
  scores: DayScores,
  model: ScoringModel,
  id: string,
  profiles = NO_PROFILES,
): ((user: number) => boolean) | undefined {
  if (isUserSegment(model, id)) {
    const index = scores.segmentNames.indexOf(id);
    return (user) => listHas(scores.users.segments, user, index);
  }
  const test = appliesToUsers(model, id) ? testOf(id) : undefined;
  const factsAt = factsReader(scores, id, profiles);
  return test && ((user) => test(factsAt(user)));
}

/** Returns the names of all segments that a user is in. */
export function userSegments(
  scores: DayScores,
  model: ScoringModel,
  user: number,
  profiles = NO_PROFILES,
): string[] {
  return scores.segmentNames.filter(
    (id) => userSegmentTest(scores, model, id, profiles)?.(user) ?? false,
  );
}
