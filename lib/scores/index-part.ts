import type { DayCounts } from '../counts/day-counts.ts';
import type { ResolveId } from '../events/link.ts';
import { isAnonymous, NO_ID } from '../model/id-hash.ts';
import { pairOf } from './membership.ts';
import { accountEventKey, type Tally } from './tally.ts';
import type { EventPlan } from './tally-plan.ts';

/** A part of a day with its rows pointing into the tally instead of its own tables. */
export interface IndexedPart {
  readonly counts: DayCounts;
  readonly events: readonly EventPlan[];
  /** By row: the user, or -1 for none and for anonymous ids without a link. */
  readonly user: Int32Array;
  /** By row: the account, or -1. */
  readonly account: Int32Array;
  /** By row: the pair of both, or -1. */
  readonly pair: Int32Array;
  /** By row: the account's event, or -1 without an account or weight. */
  readonly accountEvent: Int32Array;
  /** By row: the account of a row without a known user, or -1. */
  readonly accountOnly: Int32Array;
  /** By the part's own event index. */
  readonly weights: Float64Array;
}

/** By an id of the part's own table: its index in the tally, or -1 for nobody. */
function userIndices(tally: Tally, counts: DayCounts, resolve: ResolveId): number[] {
  return counts.users.map((hash) => {
    const id = resolve(hash);
    return id === NO_ID || isAnonymous(id) ? -1 : tally.users.indexOf(id);
  });
}

function accountIndices(tally: Tally, counts: DayCounts): number[] {
  return counts.accounts.map((hash) => (hash === NO_ID ? -1 : tally.accounts.indexOf(hash)));
}

function weightedEvent(tally: Tally, counts: DayCounts, weights: Float64Array, row: number) {
  const event = counts.event[row] ?? 0;
  if (weights[event] === 0) return -1;
  const account = counts.accounts[counts.account[row] ?? 0] ?? NO_ID;
  return tally.accountEvents.indexOf(accountEventKey(account, counts.events[event] ?? ''));
}

/** Looks up every id once a part, and every row by number. */
export function indexPart(tally: Tally, counts: DayCounts, resolve: ResolveId): IndexedPart {
  const [users, accounts] = [userIndices(tally, counts, resolve), accountIndices(tally, counts)];
  const events = counts.events.map((event) => tally.plan.eventPlan(event));
  const weights = Float64Array.from(events, (event) => event.weight);
  const user = counts.user.map((id) => users[id] ?? -1);
  const account = counts.account.map((id) => accounts[id] ?? -1);
  const pair = user.map((u, row) => {
    const a = account[row] ?? -1;
    return u < 0 || a < 0 ? -1 : pairOf(tally.members, u, a);
  });
  const accountOnly = account.map((a, row) => ((user[row] ?? -1) < 0 ? a : -1));
  const accountEvent = account.map((a, row) =>
    a < 0 ? -1 : weightedEvent(tally, counts, weights, row),
  );
  return { counts, events, user, account, pair, accountEvent, accountOnly, weights };
}
