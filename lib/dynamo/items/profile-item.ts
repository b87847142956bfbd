import type { DatedValue, Profile } from '../../events/profile.ts';
import type { StoredProfile } from '../../events/profile-store.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { dayFromNumber, dayNumber } from '../../model/day.ts';
import type { Item } from '../client/query-items.ts';
import { profileKey } from '../keys.ts';
import { pack, unpack } from './pack.ts';

/** Version 1 of a profile's columns. */
interface ProfileColumns {
  readonly v: 1;
  /** Trait, then its values by day: day number, instant, value. */
  readonly t: readonly (readonly [string, readonly DatedRow[]])[];
  /** First seen: instant, and 1 when its source was known by then. */
  readonly s?: readonly [number, 0 | 1];
}

type DatedRow = readonly [number, number, DatedValue['value']];

/** A profile as one item: `r` revision, `b` packed columns. */
export function toProfileItem(profile: Profile, revision: number) {
  const { firstSeen } = profile;
  const columns: ProfileColumns = {
    v: 1,
    t: Object.entries(profile.traits).map(([name, values]) => [
      name,
      values.map(({ day, at, value }) => [dayNumber(day), at, value] as const),
    ]),
    ...(firstSeen && { s: [firstSeen.at, firstSeen.sourceWasKnown ? 1 : 0] }),
  };
  return { ...profileKey(profile.kind, profile.hash), r: revision, b: pack(columns) };
}

export function fromProfileItem(kind: Profile['kind'], item: Item): StoredProfile {
  const columns = unpack(item['b']) as ProfileColumns;
  if (columns.v !== 1) {
    throw new BarometerError('unreadable', `profile of version ${columns.v}, known is 1`);
  }
  const [at, known] = columns.s ?? [];
  const traits = columns.t.map(([name, rows]) => [name, rows.map(toDatedValue)] as const);
  return {
    revision: Number(item['r']),
    profile: {
      kind,
      hash: String(item['sk']),
      traits: Object.fromEntries(traits),
      ...(at !== undefined && { firstSeen: { at, sourceWasKnown: known === 1 } }),
    },
  };
}

function toDatedValue([day, at, value]: DatedRow): DatedValue {
  return { day: dayFromNumber(day), at, value };
}
