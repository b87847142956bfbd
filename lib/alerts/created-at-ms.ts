import type { Profile } from '../events/profile.ts';
import type { Day } from '../model/day.ts';
import { traitOn } from '../scores/conditions/profiles.ts';

/** The instant that a profile gives as its beginning; NaN when it does not say. */
export function createdAtMs(profile: Profile | undefined, day: Day): number {
  const created = traitOn(profile, 'createdAt', day);
  if (typeof created === 'number') return created < 1e11 ? created * 1000 : created;
  return typeof created === 'string' ? Date.parse(created) : Number.NaN;
}
