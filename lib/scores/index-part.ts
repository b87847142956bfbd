import type { DayCounts } from '../counts/day-counts.ts';
import type { ResolveId } from '../events/link.ts';
import { type IdHash, isAnonymous, NO_ID } from '../model/id-hash.ts';
import { accountEventOf } from './account-events.ts';
import { numberOfId } from './id-index.ts';
import { pairOf } from './membership.ts';
import type { Tally } from './tally.ts';
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
  /** By the part's own event index: its weight, and its index in the tally, -1 without weight. */
  readonly weights: Float64Array;
  readonly weighted: Int32Array;
}

/** By place in a table of ids: the user's index in the tally, or -1 for nobody. */
export function userIndices(tally: Tally, hashes: readonly IdHash[], resolve: ResolveId): number[] {
  return hashes.map((hash) => {
    const id = resolve(hash);
    return id === NO_ID || isAnonymous(id) ? -1 : numberOfId(tally.users, id);
  });
}

export function accountIndices(tally: Tally, hashes: readonly IdHash[]): number[] {
  return hashes.map((hash) => (hash === NO_ID ? -1 : numberOfId(tally.accounts, hash)));
}

/** Rows come user by user, so most of them are of the pair before. */
function pairs(tally: Tally, user: Int32Array, account: Int32Array): Int32Array {
  let [lastUser, lastAccount, last] = [-1, -1, -1];
  return user.map((u, row) => {
    const a = account[row] ?? -1;
    if (u < 0 || a < 0) return -1;
    if (u !== lastUser || a !== lastAccount) last = pairOf(tally.members, u, a);
    [lastUser, lastAccount] = [u, a];
    return last;
  });
}

function accountEvents(
  tally: Tally,
  account: Int32Array,
  event: Int32Array,
  weighted: Int32Array,
): Int32Array {
  return account.map((a, row) => {
    const e = weighted[event[row] ?? 0] ?? -1;
    return a < 0 || e < 0 ? -1 : accountEventOf(tally.accountEvents, a, e);
  });
}

/**
 * Looks up every id once a part, and every row by number.
 *
 * @param isSummed whether the day is in a span: of others no sums by event are kept
 */
export function indexPart(
  tally: Tally,
  counts: DayCounts,
  resolve: ResolveId,
  isSummed: boolean,
): IndexedPart {
  const users = userIndices(tally, counts.users, resolve);
  const accounts = accountIndices(tally, counts.accounts);
  const events = counts.events.map((event) => tally.plan.eventPlan(event));
  const weights = Float64Array.from(events, (event) => event.weight);
  const weighted = Int32Array.from(counts.events, (name, event) =>
    weights[event] === 0 || !isSummed ? -1 : tally.events.indexOf(name),
  );
  const user = counts.user.map((id) => users[id] ?? -1);
  const account = counts.account.map((id) => accounts[id] ?? -1);
  const pair = pairs(tally, user, account);
  const accountOnly = account.map((a, row) => ((user[row] ?? -1) < 0 ? a : -1));
  const accountEvent = accountEvents(tally, account, counts.event, weighted);
  return { counts, events, user, account, pair, accountEvent, accountOnly, weights, weighted };
}
