import { accountEventOf } from './account-events.ts';
import { raiseAt } from './grow.ts';
import type { IndexedPart } from './index-part.ts';
import { accountOf, removePair, seePair, solePair } from './membership.ts';
import type { Tally } from './tally.ts';
import type { EventPlan } from './tally-plan.ts';

const NO_PLAN: EventPlan = {
  weight: 0,
  activity: false,
  feature: -1,
  askedOfAccounts: false,
  askedOfUsers: false,
  removal: false,
};

/** What the model makes of a row's event. */
export function planOf(part: IndexedPart, row: number): EventPlan {
  return part.events[part.counts.event[row] ?? 0] ?? NO_PLAN;
}

/** Membership comes first: who is in which account on a day must not depend on the order of rows. */
export function meetMembers(tally: Tally, part: IndexedPart, day: number): void {
  for (let row = 0; row < part.pair.length; row++) {
    const pair = part.pair[row] ?? -1;
    if (pair < 0) continue;
    const plan = planOf(part, row);
    seePair(tally.members, pair, day);
    if (plan.removal) removePair(tally.members, pair, day);
    if (plan.activity) raiseAt(tally.members.lastActive, pair, day);
  }
}

/** Puts a row into an account that it does not name. */
function placeRow(tally: Tally, part: IndexedPart, row: number, pair: number, day: number): void {
  const account = accountOf(tally.members, pair);
  const plan = planOf(part, row);
  part.pair[row] = pair;
  part.account[row] = account;
  seePair(tally.members, pair, day);
  if (plan.activity) raiseAt(tally.members.lastActive, pair, day);
  const event = part.weighted[part.counts.event[row] ?? 0] ?? -1;
  if (event >= 0) part.accountEvent[row] = accountEventOf(tally.accountEvents, account, event);
}

/** Rows that name a user and no account count in the account that was its only one that day. */
export function placeRows(tally: Tally, part: IndexedPart, day: number): void {
  for (let row = 0; row < part.user.length; row++) {
    const user = part.user[row] ?? -1;
    if (user < 0 || (part.account[row] ?? -1) >= 0) continue;
    const pair = solePair(tally.members, user, day);
    if (pair >= 0) placeRow(tally, part, row, pair, day);
  }
}
