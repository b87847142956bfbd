import type { Day } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { accountsOfUser, profilesOf } from '../aggregate/subject-profiles.ts';
import { conditionHolds } from '../conditions/condition-holds.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { factsOn } from '../conditions/subject-facts.ts';
import { preScoreSubject } from './pre-score-subject.ts';

/** Which users and accounts a model looks at, on a day. */
export type Population = Readonly<Record<SubjectKind, (index: number) => boolean>>;

export const EVERYBODY: Population = { user: () => true, account: () => true };

/** Asks once about each subject, and remembers a byte each. */
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
    const subject = preScoreSubject({ aggregate, kind, index, profiles: own, day });
    return conditionHolds(population, factsOn(subject, day));
  });
  if (kind === 'user') return { user: isIn, account: () => true };
  const user = flagsFor(ids.user.length, (u) => accountsOfUser(aggregate, u).some(isIn));
  return { user, account: isIn };
}
