import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { conditionHolds } from './condition-holds.ts';
import { earlySubject } from './early-subject.ts';
import { compareIds, idAt } from './id-index.ts';
import { accountOf, pairsOfUser } from './membership.ts';
import type { Profiles } from './profiles.ts';
import { factsOn } from './subject-facts.ts';
import type { Tally } from './tally.ts';

/** The accounts a user was seen in of late, in plain order. */
export function accountsOfUser({ members, accounts, plan }: Tally, user: number): number[] {
  return pairsOfUser(members, user)
    .filter((pair) => (members.lastSeen[pair] ?? 0) >= plan.remembered)
    .map((pair) => accountOf(members, pair))
    .sort((a, b) => compareIds(accounts, a, b));
}

/** Which users and accounts a model looks at, on a day. */
export interface Population {
  readonly user: (index: number) => boolean;
  readonly account: (index: number) => boolean;
}

export const EVERYBODY: Population = { user: () => true, account: () => true };

/** Asks once of each, and remembers a byte each. */
function flags(length: number, isIn: (index: number) => boolean): (index: number) => boolean {
  const all = new Uint8Array(length);
  for (let index = 0; index < length; index++) all[index] = Number(isIn(index));
  return (index) => all[index] === 1;
}

function holdsFor(
  tally: Tally,
  profiles: Profiles,
  day: Day,
  of: 'user' | 'account',
  index: number,
  accounts: readonly IdHash[],
): boolean {
  const { population } = tally.plan.model;
  if (!population) return true;
  const own = of === 'user' ? [profiles.users.get(idAt(tally.users, index))] : [];
  const all = [...own, ...accounts.map((hash) => profiles.accounts.get(hash))];
  const subject = earlySubject({ tally, of, index, profiles: all, day });
  return conditionHolds(population, factsOn(subject, day));
}

/**
 * Everybody, or those the model's `population` holds for on that day. A population of accounts
 * takes in the members of its accounts.
 */
export function populationOn(tally: Tally, profiles: Profiles, day: Day): Population {
  const { population } = tally.plan.model;
  if (!population) return EVERYBODY;
  const { users, accounts } = tally;
  if (population.of === 'user') {
    const isIn = flags(users.length, (u) => {
      const hashes = accountsOfUser(tally, u).map((a) => idAt(accounts, a));
      return holdsFor(tally, profiles, day, 'user', u, hashes);
    });
    return { user: isIn, account: () => true };
  }
  const account = flags(accounts.length, (a) =>
    holdsFor(tally, profiles, day, 'account', a, [idAt(accounts, a)]),
  );
  return { user: flags(users.length, (u) => accountsOfUser(tally, u).some(account)), account };
}
