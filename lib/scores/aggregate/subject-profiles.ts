import type { SubjectKind } from '../../model/subject-kind.ts';
import { compareIds, idAt } from '../columns/id-index.ts';
import type { Subject } from '../conditions/condition-holds.ts';
import type { Profiles } from '../conditions/profiles.ts';
import type { Aggregate } from './aggregate.ts';
import { accountOfPair, pairsOfUser } from './membership.ts';

/**
 * Returns the accounts a user was ever seen in, in the order of their hashes. Whom a model looks at must
 * not depend on how long its windows are.
 */
export function accountsOfUser({ members, ids }: Aggregate, user: number): number[] {
  return pairsOfUser(members, user)
    .map((pair) => accountOfPair(members, pair))
    .sort((a, b) => compareIds(ids.account, a, b));
}

/** Returns the profiles that answer for a subject: its own first, then those of a user's accounts. */
export function profilesOf(
  aggregate: Aggregate,
  profiles: Profiles,
  kind: SubjectKind,
  index: number,
): Subject['profiles'] {
  const { user, account } = aggregate.ids;
  const ofAccount = (number: number) => profiles.accounts.get(idAt(account, number));
  if (kind === 'account') return [ofAccount(index)];
  const own = profiles.users.get(idAt(user, index));
  return [own, ...accountsOfUser(aggregate, index).map(ofAccount)];
}
