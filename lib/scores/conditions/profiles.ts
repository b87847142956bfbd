import type { DatedValue, Profile } from '../../events/profile.ts';
import type { TraitValue } from '../../model/condition.ts';
import { type Day, dayNumber, MS_PER_DAY } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { ownValue } from '../../model/own-value.ts';
import { parseInstant } from '../../model/parse-instant.ts';

export interface Profiles {
  readonly users: Pick<ReadonlyMap<IdHash, Profile>, 'get'>;
  readonly accounts: ReadonlyMap<IdHash, Profile>;
}

export function profilesByHash(profiles: readonly Profile[]): ReadonlyMap<IdHash, Profile> {
  return new Map(profiles.map((profile) => [profile.hash, profile]));
}

/** Returns all values that a trait had, in the order of their days. */
export function traitValues(profile: Profile | undefined, name: string): readonly DatedValue[] {
  return ownValue(profile?.traits, name) ?? [];
}

/** Returns a trait as it was at the end of a day; undefined when it was not set by then. */
export function traitOn(profile: Profile | undefined, name: string, day: Day) {
  return traitValues(profile, name).findLast((value) => value.day <= day)?.value;
}

/** Returns the day number of an instant given as a trait; NaN where it is none. */
export function dayOfInstant(value: TraitValue | undefined): number {
  return Math.floor((parseInstant(value) ?? Number.NaN) / MS_PER_DAY);
}

/** A subject seen first after its source's first 30 days counts as created on that day. */
const FIRST_SEEN_COUNTS_AFTER_DAYS = 30;

/**
 * Returns the day number of a subject's creation: its `createdAt` trait (a creation event sets it
 * where a client does not), else its first sight if the data was 30 days old by then; null when
 * unknown, which is never new.
 *
 * @param seen day numbers of the subject's first sight, and of the first day of any counts
 */
export function creationDay(
  profile: Profile | undefined,
  asOf: Day,
  seen: { readonly first: number; readonly firstData: number },
): number | null {
  const created = dayOfInstant(traitOn(profile, 'createdAt', asOf));
  if (Number.isFinite(created) && created <= dayNumber(asOf)) return created;
  const known = seen.firstData > 0 && seen.first - seen.firstData >= FIRST_SEEN_COUNTS_AFTER_DAYS;
  return known ? seen.first : null;
}
