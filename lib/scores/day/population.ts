import type { Day } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { accountsOfUser, profilesOf } from '../aggregate/subject-profiles.ts';
import { conditionHolds, factsOn } from '../conditions/condition-holds.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { earlySubject } from './early-subject.ts';

/** Which users and accounts a model looks at, on a day. */
export type Population = Readonly<Record<SubjectKind, (index: number) => boolean>>;

export const EVERYBODY: Population = { user: () => true, account: () => true };

/** Tests each subject once, and remembers a byte of it. */
function flagsFor(length: number, isIn: (index: number) => boolean): (index: number) => boolean {
  const all = new Uint8Array(length);
  for (let index = 0; index < length; index++) all[index] = Number(isIn(index));
  return (index) => all[index] === 1;
}

/**
 * Returns everybody, or those the model's `population` holds for on that day. A population of
 * accounts takes in the members of its accounts.
 */
export function populationOn(aggregate: Aggregate, profiles: Profiles, day: Day): Population {
  const { population } = aggregate.plan.model;
  if (!population) return EVERYBODY;
  const { of: kind } = population;
  const { ids } = aggregate;
  const isIn = flagsFor(ids[kind].length, (index) => {
    const own = profilesOf(aggregate, profiles, kind, index);
    const subject = earlySubject({ aggregate, kind, index, profiles: own });
    return conditionHolds(population, factsOn(subject, day));
  });
  if (kind === 'user') return { user: isIn, account: () => true };
  const user = flagsFor(ids.user.length, (u) => accountsOfUser(aggregate, u).some(isIn));
  return { user, account: isIn };
}
