import type { Profile } from '../events/profile.ts';
import { dayOf } from '../model/day.ts';
import { traitOn } from '../scores/profiles.ts';
import { createdInstant } from './created-instant.ts';
import { isFresh } from './occurred-sources.ts';

/**
 * Whether an account began within the last day: by its `createdAt`, or, without one, by being
 * seen first after its source's first 30 days. An account that was there before is never new.
 */
export function isNewAccount(profile: Profile, now: number): boolean {
  const created = traitOn(profile, 'createdAt', dayOf(now));
  if (created !== undefined && created !== null) {
    return isFresh(createdInstant(profile, dayOf(now)), now);
  }
  return profile.firstSeen?.sourceWasKnown === true && isFresh(profile.firstSeen.at, now);
}
