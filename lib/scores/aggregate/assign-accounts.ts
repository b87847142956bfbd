import { setMaxAt } from '../columns/grow-column.ts';
import { internPair } from '../columns/pair-index.ts';
import type { Aggregate } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import type { IndexedPart } from './index-part.ts';
import { accountOfPair, solePair } from './membership.ts';

const NO_PLAN: EventPlan = {
  weight: 0,
  activity: false,
  feature: -1,
  requiredFor: { account: false, user: false },
  removal: false,
};

export function eventPlanOf(part: IndexedPart, row: number): EventPlan {
  return part.events[part.counts.event[row] ?? 0] ?? NO_PLAN;
}

/** Records who was seen where. It comes first: who is a member must not depend on the order of rows. */
export function recordMembers({ members }: Aggregate, part: IndexedPart): void {
  for (let row = 0; row < part.pair.length; row++) {
    const pair = part.pair[row] ?? -1;
    if (pair < 0) continue;
    const plan = eventPlanOf(part, row);
    setMaxAt(members.lastSeen, pair, part.day);
    if (plan.removal) setMaxAt(members.removed, pair, part.day);
    if (plan.activity) setMaxAt(members.lastActive, pair, part.day);
  }
}

/** Assigns a row to an account that it does not name. */
function assignAccount(
  { members, accountEvents }: Aggregate,
  part: IndexedPart,
  row: number,
  pair: number,
): void {
  const account = accountOfPair(members, pair);
  const plan = eventPlanOf(part, row);
  part.pair[row] = pair;
  part.account[row] = account;
  setMaxAt(members.lastSeen, pair, part.day);
  if (plan.activity) setMaxAt(members.lastActive, pair, part.day);
  const event = part.weighted[part.counts.event[row] ?? 0] ?? -1;
  if (event >= 0) part.accountEvent[row] = internPair(accountEvents, account, event);
}

/** Assigns rows that name a user and no account to the account that was its only one that day. */
export function assignAccounts(aggregate: Aggregate, part: IndexedPart): void {
  for (let row = 0; row < part.user.length; row++) {
    const user = part.user[row] ?? -1;
    if (user < 0 || (part.account[row] ?? -1) >= 0) continue;
    const pair = solePair(aggregate.members, user, part.day);
    if (pair >= 0) assignAccount(aggregate, part, row, pair);
  }
}
