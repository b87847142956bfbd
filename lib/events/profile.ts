import type { TraitValue } from '../model/condition.ts';
import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { ownValue } from '../model/own-value.ts';
import type { SubjectKind } from '../model/subject-kind.ts';
import type { Traits } from './event.ts';

/** The value a trait got on a day: the last writer of that day. */
export interface DatedValue {
  readonly day: Day;
  /** Epoch milliseconds of the writer, never later than its receipt. */
  readonly at: number;
  readonly value: TraitValue;
}

/** What is known of a user or an account besides its counts. */
export interface Profile {
  readonly kind: SubjectKind;
  readonly hash: IdHash;
  /** Per trait, by day. */
  readonly traits: Readonly<Record<string, readonly DatedValue[]>>;
  /** Accounts: when it was first seen, and whether its source was past its first 30 days then. */
  readonly firstSeen?: { readonly at: number; readonly sourceWasKnown: boolean };
}

/** How many days are remembered of one trait; older ones go first. */
export const MAX_DAYS_PER_TRAIT = 64;

/** Last writer wins; of two at the same instant the greater value in text, so order cannot matter. */
function isLaterWrite(a: DatedValue, b: DatedValue): boolean {
  return a.at > b.at || (a.at === b.at && JSON.stringify(a.value) > JSON.stringify(b.value));
}

function addValue(values: readonly DatedValue[], added: DatedValue): readonly DatedValue[] {
  const same = values.find((value) => value.day === added.day);
  if (same && !isLaterWrite(added, same)) return values;
  const earlier = values.filter((value) => value.day < added.day);
  const later = values.filter((value) => value.day > added.day);
  const kept = [...earlier, added, ...later].slice(-MAX_DAYS_PER_TRAIT);
  return kept.includes(added) ? kept : values;
}

/**
 * The profile after some traits were set at an instant. Order of calls does not matter.
 * Returns the very same object when nothing changed, so that nothing need be written.
 */
export function withTraits(profile: Profile, traits: Traits, day: Day, writtenAt: number): Profile {
  const changed: Record<string, readonly DatedValue[]> = {};
  for (const [name, value] of Object.entries(traits)) {
    const before = ownValue(profile.traits, name) ?? [];
    const after = addValue(before, { day, at: writtenAt, value });
    if (after !== before) Object.defineProperty(changed, name, { value: after, enumerable: true });
  }
  if (Object.keys(changed).length === 0) return profile;
  return { ...profile, traits: { ...profile.traits, ...changed } };
}

/** The traits as they stood at the end of a day. */
export function traitsOn(profile: Profile, day: Day): Traits {
  const traits: Record<string, TraitValue> = {};
  for (const [name, values] of Object.entries(profile.traits)) {
    const last = values.findLast((value) => value.day <= day);
    if (last) Object.defineProperty(traits, name, { value: last.value, enumerable: true });
  }
  return traits;
}
