import type { Profile } from '../events/profile.ts';
import type { Day } from '../model/day.ts';
import { traitInstantMs } from '../model/instant.ts';
import { traitOn } from '../scores/conditions/profiles.ts';

/** The instant that a profile gives as its beginning; NaN when it does not say. */
export function createdAtMs(profile: Profile | undefined, day: Day): number {
  return traitInstantMs(traitOn(profile, 'createdAt', day));
}
