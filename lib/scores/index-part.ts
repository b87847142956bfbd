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

/** Looks up every id once a part, and every row by number. */
export function indexPart(tally: Tally, counts: DayCounts, resolve: ResolveId): IndexedPart {
  const users = counts.users.map((hash) => {
    const id = resolve(hash);
    return id === NO_ID || isAnonymous(id) ? -1 : tally.users.indexOf(id);
  });
  const accounts = counts.accounts.map((hash) =>
    hash === NO_ID ? -1 : tally.accounts.indexOf(hash),
  );
  const events = counts.events.map((event) => tally.plan.eventPlan(event));
  const rows = counts.count.length;
  const user = new Int32Array(rows);
  const account = new Int32Array(rows);
  const pair = new Int32Array(rows);
  const accountEvent = new Int32Array(rows);
  const accountOnly = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const u = users[counts.user[row] ?? 0] ?? -1;
    const a = accounts[counts.account[row] ?? 0] ?? -1;
    user[row] = u;
    account[row] = a;
    pair[row] = u >= 0 && a >= 0 ? pairOf(tally.members, u, a) : -1;
    accountOnly[row] = u < 0 ? a : -1;
    accountEvent[row] = a >= 0 ? weightedEvent(tally, counts, events, row) : -1;
  }
  const weights = Float64Array.from(events, (event) => event.weight);
  return { counts, events, user, account, pair, accountEvent, accountOnly, weights };
}

function weightedEvent(
  tally: Tally,
  counts: DayCounts,
  events: readonly EventPlan[],
  row: number,
): number {
  const event = counts.event[row] ?? 0;
  if ((events[event]?.weight ?? 0) === 0) return -1;
  const account = counts.accounts[counts.account[row] ?? 0] ?? NO_ID;
  return tally.accountEvents.indexOf(accountEventKey(account, counts.events[event] ?? ''));
}
