import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { conditionHolds } from './condition-holds.ts';
import { earlySubject } from './early-subject.ts';
import type { Profiles } from './profiles.ts';
import { factsOn } from './subject-facts.ts';
import type { Tally } from './tally.ts';

/** The accounts of each user, by user index. */
export function accountsByUser(tally: Tally): readonly (readonly number[])[] {
  const accounts: number[][] = tally.users.list.map(() => []);
  tally.members.user.forEach((user, pair) => {
    accounts[user]?.push(tally.members.account[pair] ?? -1);
  });
  return accounts;
}

/** Which users and accounts a model looks at, on a day. */
export interface Population {
  readonly user: (index: number) => boolean;
  readonly account: (index: number) => boolean;
}

const EVERYBODY: Population = { user: () => true, account: () => true };

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
  const own = of === 'user' ? [profiles.users.get(tally.users.list[index] ?? '')] : [];
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
  const byUser = accountsByUser(tally);
  if (population.of === 'user') {
    const flags = users.list.map((_, u) => {
      const hashes = (byUser[u] ?? []).map((a) => accounts.list[a] ?? '');
      return holdsFor(tally, profiles, day, 'user', u, hashes);
    });
    return { user: (u) => flags[u] ?? false, account: () => true };
  }
  const flags = accounts.list.map((hash, a) =>
    holdsFor(tally, profiles, day, 'account', a, [hash]),
  );
  return {
    user: (u) => byUser[u]?.some((a) => flags[a]) ?? false,
    account: (a) => flags[a] ?? false,
  };
}
