import type { Profile } from '../../events/profile.ts';
import type { Condition, Metric, TraitValue } from '../../model/condition.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import { conditionHolds, type SubjectFacts } from './condition-holds.ts';
import type { Occurrences } from './occurrences.ts';
import { traitChangeDays, traitOn } from './profiles.ts';

/** Where the facts about one subject come from. */
export interface Subject {
  /** Its own profile first; of a user those of its accounts follow. */
  readonly profiles: readonly (Profile | undefined)[];
  occurrences(event: string): Occurrences;
  metric(metric: Metric): number | null;
  inSegment(id: string): boolean;
}

/** Returns the first of the last `days` days, or the first of all. */
function firstDayOf(to: number, days: number | undefined): number {
  return days === undefined ? 0 : to - days + 1;
}

/** Returns the facts about a subject at the end of a day. */
export function factsOn(subject: Subject, day: Day): SubjectFacts {
  return {
    trait(name): TraitValue | undefined {
      for (const profile of subject.profiles) {
        const value = traitOn(profile, name, day);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    eventCount(event, days) {
      const to = dayNumber(day);
      return subject.occurrences(event).countIn(firstDayOf(to, days), to);
    },
    metric: (metric) => subject.metric(metric),
    inSegment: (id) => subject.inSegment(id),
  };
}

/**
 * Returns the day number from which a condition has held without a break up to a day; 0 when it
 * does not hold then. One about an event holds from its last occurrence; others are followed back
 * over the days on which traits changed. Cost: O(changes x leaves).
 */
export function heldSince(condition: Condition, subject: Subject, day: Day): number {
  if (!conditionHolds(condition, factsOn(subject, day))) return 0;
  if ('event' in condition) {
    return subject.occurrences(condition.event).lastUpTo(dayNumber(day));
  }
  const days = subject.profiles.flatMap((profile) => traitChangeDays(profile, day));
  let since = 0;
  for (const change of [...new Set(days)].sort().reverse()) {
    if (!conditionHolds(condition, factsOn(subject, change))) break;
    since = dayNumber(change);
  }
  return since === 0 ? dayNumber(day) : since;
}
