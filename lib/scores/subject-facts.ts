import type { Profile } from '../events/profile.ts';
import type { Condition, Metric, TraitValue } from '../model/condition.ts';
import { type Day, dayNumber } from '../model/day.ts';
import { conditionHolds, type Facts } from './condition-holds.ts';
import type { Occurrence } from './occurrences.ts';
import { changeDays, traitOn } from './profiles.ts';

/** Where the facts about one subject come from. */
export interface Subject {
  /** Its own profile first; a user's account may answer for it. */
  readonly profiles: readonly (Profile | undefined)[];
  occurrences(event: string): readonly Occurrence[];
  metric(metric: Metric): number | null;
  inSegment(id: string): boolean;
}

function countIn(occurrences: readonly Occurrence[], to: number, days: number | undefined): number {
  let sum = 0;
  for (const { day, count } of occurrences) {
    if (day <= to && (days === undefined || day > to - days)) sum += count;
  }
  return sum;
}

/** What is true of a subject at the end of a day. */
export function factsOn(subject: Subject, day: Day): Facts {
  return {
    trait(name): TraitValue | undefined {
      for (const profile of subject.profiles) {
        const value = traitOn(profile, name, day);
        if (value !== undefined) return value;
      }
      return undefined;
    },
    eventCount: (event, days) => countIn(subject.occurrences(event), dayNumber(day), days),
    metric: (metric) => subject.metric(metric),
    inSegment: (id) => subject.inSegment(id),
  };
}

/**
 * The day number from which a condition has held without a break up to a day; 0 when it does not
 * hold then. An event enters on its last day; traits are followed back over their changes.
 */
export function heldSince(condition: Condition, subject: Subject, day: Day): number {
  if (!conditionHolds(condition, factsOn(subject, day))) return 0;
  if ('event' in condition) {
    const last = subject.occurrences(condition.event).findLast((o) => o.day <= dayNumber(day));
    return last?.day ?? 0;
  }
  const days = subject.profiles.flatMap((profile) => changeDays(profile, day));
  let since = 0;
  for (const change of [...new Set(days)].sort().reverse()) {
    if (!conditionHolds(condition, factsOn(subject, change))) break;
    since = dayNumber(change);
  }
  return since === 0 ? dayNumber(day) : since;
}
