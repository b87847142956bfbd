import type { DayCounts } from '../../counts/day/day-counts.ts';
import { type LifetimeColumns, lifetimeUpTo } from '../../counts/lifetime/lifetime-columns.ts';
import type { Profile } from '../../events/profile.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Subject } from '../conditions/condition-holds.ts';
import { type KeyFeature, keyFeaturesOf } from '../conditions/features.ts';
import { heldSince } from '../conditions/held-since.ts';
import { NO_OCCURRENCES, occurrencesFromList } from '../conditions/occurrences.ts';
import type { FeatureAges } from './feature-usage.ts';
import type { SnapshotWindow } from './snapshot-window.ts';

/** First and last day of an event, as day numbers. */
interface FirstLastDays {
  readonly first: number;
  readonly last: number;
}

/** When a user did what, by event. */
type EventDays = Map<string, FirstLastDays>;

function recordEvent(days: EventDays, event: string, { first, last }: FirstLastDays): void {
  const known = days.get(event) ?? { first, last };
  days.set(event, { first: Math.min(known.first, first), last: Math.max(known.last, last) });
}

function indicesOf(table: readonly IdHash[], ids: ReadonlySet<IdHash>): ReadonlySet<number> {
  return new Set([...table.keys()].filter((index) => ids.has(table[index] ?? '')));
}

function recordLifetimeDays(
  days: EventDays,
  lifetime: LifetimeColumns,
  ids: ReadonlySet<IdHash>,
  asOf: number,
) {
  const users = indicesOf(lifetime.users, ids);
  if (users.size === 0) return;
  lifetime.user.forEach((user, row) => {
    const known = users.has(user) ? lifetimeUpTo(lifetime, row, asOf) : undefined;
    if (known) recordEvent(days, lifetime.events[lifetime.event[row] ?? 0] ?? '', known);
  });
}

/**
 * Returns when a user did what, up to a day: from the lifetime index, which reaches back beyond the
 * retention, and from counts of the last days, which may not be in them yet.
 *
 * @param ids the user's own, and those that are linked with it
 */
export function eventDays(
  ids: ReadonlySet<IdHash>,
  lifetime: readonly LifetimeColumns[],
  counts: readonly DayCounts[],
  asOf: Day,
): ReadonlyMap<string, FirstLastDays> {
  const days: EventDays = new Map();
  for (const part of lifetime) recordLifetimeDays(days, part, ids, dayNumber(asOf));
  for (const part of counts) {
    const users = indicesOf(part.users, ids);
    const day = dayNumber(part.day);
    part.user.forEach((user, row) => {
      if (!users.has(user)) return;
      recordEvent(days, part.events[part.event[row] ?? 0] ?? '', { first: day, last: day });
    });
  }
  return days;
}

/** Returns a user for conditions of settings: of an event its first and last day are known. */
function settingSubject(
  profiles: readonly (Profile | undefined)[],
  days: ReadonlyMap<string, FirstLastDays>,
): Subject {
  return {
    profiles,
    occurrences: (event) => {
      const known = days.get(event);
      if (!known) return NO_OCCURRENCES;
      const both = [...new Set([known.first, known.last])];
      return occurrencesFromList(both.map((day) => ({ day, count: 1, user: -1 })));
    },
    metric: () => null,
    inSegment: () => false,
  };
}

/**
 * Returns by key feature how long ago a user used it first and last.
 *
 * @param profiles the user's own first, then those of its accounts
 */
export function userFeatureDays(
  { model, scores: { asOf } }: SnapshotWindow,
  days: ReadonlyMap<string, FirstLastDays>,
  profiles: readonly (Profile | undefined)[],
): FeatureAges {
  const today = dayNumber(asOf);
  const first = Math.min(today, ...[...days.values()].map((each) => each.first));
  const usesOf = ({ events, when }: KeyFeature): readonly FirstLastDays[] => {
    const uses = events.flatMap((event) => days.get(event) ?? []);
    const since = when ? heldSince(when, settingSubject(profiles, days), asOf, first) : 0;
    return since > 0 ? [...uses, { first: since, last: today }] : uses;
  };
  const uses = keyFeaturesOf(model).map(usesOf);
  const ago = (all: readonly number[]) => all.map((day) => today - day);
  return {
    sinceFirst: uses.map((of) => Math.max(-1, ...ago(of.map(({ first }) => first)))),
    sinceLast: uses.map((of) => {
      return of.length === 0 ? -1 : Math.min(...ago(of.map(({ last }) => last)));
    }),
  };
}
