import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { accountOfPair, pairsOfUser } from '../aggregate/membership.ts';
import { compareIds, idAt } from '../columns/id-index.ts';
import { conditionHolds } from '../conditions/condition-holds.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { factsOn } from '../conditions/subject-facts.ts';
import { preScoreSubject } from './pre-score-subject.ts';

/** The accounts a user was seen in of late, in plain order. */
export function accountsOfUser({ members, accounts, plan }: Aggregate, user: number): number[] {
  return pairsOfUser(members, user)
    .filter((pair) => (members.lastSeen[pair] ?? 0) >= plan.membershipHorizon)
    .map((pair) => accountOfPair(members, pair))
    .sort((a, b) => compareIds(accounts, a, b));
}

/** Which users and accounts a model looks at, on a day. */
export interface Population {
  readonly user: (index: number) => boolean;
  readonly account: (index: number) => boolean;
}

export const EVERYBODY: Population = { user: () => true, account: () => true };

/** Asks once of each, and remembers a byte each. */
function flagsFor(length: number, isIn: (index: number) => boolean): (index: number) => boolean {
  const all = new Uint8Array(length);
  for (let index = 0; index < length; index++) all[index] = Number(isIn(index));
  return (index) => all[index] === 1;
}

function isInPopulation(
  aggregate: Aggregate,
  profiles: Profiles,
  day: Day,
  subjectKind: SubjectKind,
  index: number,
  accounts: readonly IdHash[],
): boolean {
  const { population } = aggregate.plan.model;
  if (!population) return true;
  const own = subjectKind === 'user' ? [profiles.users.get(idAt(aggregate.users, index))] : [];
  const all = [...own, ...accounts.map((hash) => profiles.accounts.get(hash))];
  const subject = preScoreSubject({ aggregate, of: subjectKind, index, profiles: all, day });
  return conditionHolds(population, factsOn(subject, day));
}

/**
 * Everybody, or those the model's `population` holds for on that day. A population of accounts
 * takes in the members of its accounts.
 */
export function populationOn(aggregate: Aggregate, profiles: Profiles, day: Day): Population {
  const { population } = aggregate.plan.model;
  if (!population) return EVERYBODY;
  const { users, accounts } = aggregate;
  if (population.of === 'user') {
    const isIn = flagsFor(users.length, (u) => {
      const hashes = accountsOfUser(aggregate, u).map((a) => idAt(accounts, a));
      return isInPopulation(aggregate, profiles, day, 'user', u, hashes);
    });
    return { user: isIn, account: () => true };
  }
  const account = flagsFor(accounts.length, (a) =>
    isInPopulation(aggregate, profiles, day, 'account', a, [idAt(accounts, a)]),
  );
  return {
    user: flagsFor(users.length, (u) => accountsOfUser(aggregate, u).some(account)),
    account,
  };
}
