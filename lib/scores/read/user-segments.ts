import { dayNumber } from '../../model/day.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { listHas } from '../columns/list-column.ts';
import { dayAt } from '../columns/nullable-column.ts';
import { creationDay } from '../conditions/profiles.ts';
import { type CommonSegmentFacts, commonSegmentTest, ownSegment } from '../conditions/segments.ts';
import { userRow, windowIndex } from '../snapshot/subject-rows.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

/** What shows who is in which segment; the built-in ones of new users need profiles. */
type SegmentSources = Pick<SnapshotWindow, 'scores' | 'model' | 'userProfiles'>;

export function isUserSegment(model: ScoringModel, id: string): boolean {
  return ownSegment(model, id)?.of === 'user';
}

/** Returns the day a user was created: as the run found, else by traits at hand or first sight. */
function createdOn({ scores, userProfiles }: SegmentSources, user: number): number | null {
  const { users, firstDay, asOf } = scores;
  if (users.created.length > 0) return dayAt(users.created, user);
  const seen = { first: users.first[user] ?? 0, firstData: firstDay };
  return creationDay(userProfiles?.get(users.hash[user] ?? ''), asOf, seen);
}

/** Built-in segments that depend on when somebody was created. */
export const SEGMENTS_BY_CREATION: ReadonlySet<string> = new Set(['new', 'mature']);

/** Built-in segments that depend on the change of the score. */
const BY_CHANGE: ReadonlySet<string> = new Set(['rising', 'falling']);

/** Returns a reader of the facts that one built-in segment needs: others cost nothing. */
function factsReader(sources: SegmentSources, id: string) {
  const { scores } = sources;
  const common = {
    today: dayNumber(scores.asOf),
    window: scores.headlineWindow,
    suspect: scores.suspect?.length > 0,
  };
  const window = windowIndex(scores, scores.headlineWindow);
  const [byCreation, byChange] = [SEGMENTS_BY_CREATION.has(id), BY_CHANGE.has(id)];
  return (user: number): CommonSegmentFacts => ({
    ...common,
    created: byCreation ? createdOn(sources, user) : null,
    lastActive: scores.users.lastActive[user] ?? 0,
    change: byChange ? (userRow(scores, window, user)?.change ?? null) : null,
  });
}

/**
 * Returns who of the users is in a segment. The model's own segments are in the snapshot; those
 * built in follow from its columns, so a million users take no room for them.
 *
 * @returns undefined for a segment that only accounts can be in
 */
export function userSegmentTest(
  sources: SegmentSources,
  id: string,
): ((user: number) => boolean) | undefined {
  const { scores, model } = sources;
  if (isUserSegment(model, id)) {
    const index = scores.segmentNames.indexOf(id);
    return (user) => listHas(scores.users.segments, user, index);
  }
  const test = ownSegment(model, id) ? undefined : commonSegmentTest(id);
  const factsAt = factsReader(sources, id);
  return test && ((user) => test(factsAt(user)));
}

export function userSegments(sources: SegmentSources, user: number): string[] {
  return sources.scores.segmentNames.filter((id) => userSegmentTest(sources, id)?.(user) ?? false);
}
