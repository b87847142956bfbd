import type { DatedValue, Profile } from '../events/profile.ts';
import type { TraitValue } from '../model/condition.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { AskedOfUsers } from './asked-of-users.ts';
import { growBits } from './grow.ts';
import { findId, newIdIndex, numberOfId } from './id-index.ts';
import { dayOfInstant } from './profiles.ts';

type Traits = Profile['traits'];

/** Beyond so many different ones, traits are not compared: most users would have their own. */
const MOST_SHARED = 10_000;

const SECONDS_PER_DAY = 86_400;

/** The day of an instant, as seconds: users created on one day then have the same traits. */
function toDay(value: TraitValue): TraitValue {
  const day = dayOfInstant(value);
  return Number.isFinite(day) ? day * SECONDS_PER_DAY : null;
}

/** What is kept of the values of one trait; undefined for nothing. */
function keeping({ traits, creation, changes }: AskedOfUsers, name: string) {
  if (traits.has(name)) return (value: TraitValue) => value;
  if (creation && name === 'createdAt') return toDay;
  // Nobody asks for the value, only for its day.
  return changes ? () => null : undefined;
}

/** Of some traits those that a model asks for; the instant of a value decides nothing any more. */
function askedTraits(traits: Traits, asked: AskedOfUsers): Traits | undefined {
  const kept: [string, readonly DatedValue[]][] = [];
  for (const [name, values] of Object.entries(traits)) {
    const keep = keeping(asked, name);
    if (!keep) continue;
    kept.push([name, values.map(({ day, value }) => ({ day, at: 0, value: keep(value) }))]);
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Profiles of users, of which only what a model asks for is kept. */
export interface AskedProfiles {
  readonly add: (profiles: readonly Profile[]) => void;
  /** Undefined as well for users who have nothing that is asked for. */
  readonly get: (hash: IdHash) => Profile | undefined;
}

/**
 * Of a million users a profile each takes some 1 KB in memory. Here users who have the same of what
 * is asked for share it, and take 25 bytes each.
 */
export function askedProfiles(asked: AskedOfUsers): AskedProfiles {
  const ids = newIdIndex();
  let places: Uint32Array = new Uint32Array(0);
  const kept: Traits[] = [];
  const shared = new Map<string, number>();
  const placeOf = (traits: Traits): number => {
    const text = JSON.stringify(traits);
    const known = shared.get(text);
    if (known !== undefined) return known;
    const place = kept.push(traits) - 1;
    if (shared.size < MOST_SHARED) shared.set(text, place);
    return place;
  };
  const addOne = ({ hash, traits }: Profile): void => {
    const own = askedTraits(traits, asked);
    if (!own) return;
    const number = numberOfId(ids, hash);
    places = growBits(places, ids.length);
    places[number] = placeOf(own);
  };
  return {
    add: (profiles) => profiles.forEach(addOne),
    get(hash) {
      const traits = kept[places[findId(ids, hash) ?? -1] ?? -1];
      return traits && { kind: 'user', hash, traits };
    },
  };
}
