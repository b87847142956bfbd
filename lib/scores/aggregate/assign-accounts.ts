import { setMaxAt } from '../columns/grow-column.ts';
import { internAccountEvent } from './account-events.ts';
import type { Aggregate } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import type { IndexedPart } from './index-part.ts';
import { accountOfPair, recordRemoval, recordSeen, solePair } from './membership.ts';

const NO_PLAN: EventPlan = {
  weight: 0,
  activity: false,
  feature: -1,
  requiredForAccounts: false,
  requiredForUsers: false,
  removal: false,
};

/** What the model makes of a row's event. */
export function eventPlanOf(part: IndexedPart, row: number): EventPlan {
  return part.events[part.counts.event[row] ?? 0] ?? NO_PLAN;
}

/** Membership comes first: who is in which account on a day must not depend on the order of rows. */
export function recordMembers(aggregate: Aggregate, part: IndexedPart, day: number): void {
  for (let row = 0; row < part.pair.length; row++) {
    const pair = part.pair[row] ?? -1;
    if (pair < 0) continue;
    const plan = eventPlanOf(part, row);
    recordSeen(aggregate.members, pair, day);
    if (plan.removal) recordRemoval(aggregate.members, pair, day);
    if (plan.activity) setMaxAt(aggregate.members.lastActive, pair, day);
  }
}

/** Puts a row into an account that it does not name. */
function assignAccount(
  aggregate: Aggregate,
  part: IndexedPart,
  row: number,
  pair: number,
  day: number,
): void {
  const account = accountOfPair(aggregate.members, pair);
  const plan = eventPlanOf(part, row);
  part.pair[row] = pair;
  part.account[row] = account;
  recordSeen(aggregate.members, pair, day);
  if (plan.activity) setMaxAt(aggregate.members.lastActive, pair, day);
  const event = part.weighted[part.counts.event[row] ?? 0] ?? -1;
  if (event >= 0)
    part.accountEvent[row] = internAccountEvent(aggregate.accountEvents, account, event);
}

/** Rows that name a user and no account count in the account that was its only one that day. */
export function assignAccounts(aggregate: Aggregate, part: IndexedPart, day: number): void {
  for (let row = 0; row < part.user.length; row++) {
    const user = part.user[row] ?? -1;
    if (user < 0 || (part.account[row] ?? -1) >= 0) continue;
    const pair = solePair(aggregate.members, user, day);
    if (pair >= 0) assignAccount(aggregate, part, row, pair, day);
  }
}
