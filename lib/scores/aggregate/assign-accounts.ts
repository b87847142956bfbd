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

/** By pair that was removed on a day, the milliseconds of the day at which that happened last. */
type Removals = Map<number, number>;

function recordSights({ members }: Aggregate, part: IndexedPart, removals: Removals): void {
  for (let row = 0; row < part.pair.length; row++) {
    const pair = part.pair[row] ?? -1;
    if (pair < 0) continue;
    const { removal, activity } = eventPlanOf(part, row);
    setMaxAt(members.lastSeen, pair, part.day);
    if (removal) removals.set(pair, Math.max(removals.get(pair) ?? 0, lastAt(part, row)));
    if (activity) setMaxAt(members.lastActive, pair, part.day);
  }
}

/** Takes away the removals after which a member was seen again on the same day. */
function dropOvertaken(part: IndexedPart, removals: Removals): void {
  for (let row = 0; row < part.pair.length; row++) {
    const removedAt = removals.get(part.pair[row] ?? -1);
    if (removedAt === undefined || eventPlanOf(part, row).removal) continue;
    if (lastAt(part, row) > removedAt) removals.delete(part.pair[row] ?? -1);
  }
}

/**
 * Records who was seen where on a day, from all its parts. It comes first: who is a member must not depend
 * on the order of rows. Of a removal and another event there the later one holds.
 */
export function recordMembers(aggregate: Aggregate, parts: readonly IndexedPart[]): void {
  const removals: Removals = new Map();
  for (const part of parts) recordSights(aggregate, part, removals);
  if (removals.size > 0) for (const part of parts) dropOvertaken(part, removals);
  const day = parts[0]?.day ?? 0;
  for (const pair of removals.keys()) setMaxAt(aggregate.members.removed, pair, day);
}

/** Returns the last time of a row's events, in milliseconds of the day; 0 where it is not known. */
export function lastAt({ counts }: IndexedPart, row: number): number {
  return counts.last?.[row] ?? 0;
}

/** Assigns a row to an account that it does not name. */
function assignAccount(
  { members, accountEvents, memberEvents }: Aggregate,
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
  if (event < 0) return;
  part.accountEvent[row] = internPair(accountEvents, account, event);
  if (memberEvents) part.memberEvent[row] = internPair(memberEvents, pair, event);
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
