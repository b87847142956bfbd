import type { Profile } from '../../events/profile.ts';
import { dayOf } from '../../model/day.ts';
import { traitOn } from '../../scores/conditions/profiles.ts';
import { isRecent } from './occurred-sources.ts';
import { createdAtMs } from './prior-activity.ts';

/**
 * Whether an account began within the last day: by its `createdAt`, or, without one, by being
 * seen first after its source's first 30 days. An account that was there before is never new.
 */
export function isNewAccount(profile: Profile, now: number): boolean {
  const createdAt = traitOn(profile, 'createdAt', dayOf(now));
  if (createdAt !== undefined && createdAt !== null) {
    return isRecent(createdAtMs(profile, dayOf(now)), now);
  }
  return profile.firstSeen?.sourceWasKnown === true && isRecent(profile.firstSeen.at, now);
}
