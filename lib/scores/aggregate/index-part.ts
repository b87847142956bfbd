import type { DayCounts } from '../../counts/day/day-counts.ts';
import { dayNumber } from '../../model/day.ts';
import { type IdHash, isAnonymous, NO_ID } from '../../model/id-hash.ts';
import { internId } from '../columns/id-index.ts';
import { internPair, type PairIndex } from '../columns/pair-index.ts';
import type { Aggregate } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import { pairOf } from './membership.ts';

/** A part of a day whose rows point into the aggregate instead of the part's own tables. */
export interface IndexedPart {
  readonly counts: DayCounts;
  /** The day of the counts, as a day number. */
  readonly day: number;
  readonly events: readonly EventPlan[];
  /** By row: the user, or -1 for none and for anonymous ids without a link. */
  readonly user: Int32Array;
  /** By row: the account, or -1. */
  readonly account: Int32Array;
  /** By row: the pair of both, or -1. */
  readonly pair: Int32Array;
  /** By row: the account's event, or -1 without an account or weight. */
  readonly accountEvent: Int32Array;
  /** By row: the member's event, or -1 without a member or weight. */
  readonly memberEvent: Int32Array;
  /** By row: the account of a row without a known user, or -1. */
  readonly accountOnly: Int32Array;
  /** By the part's own event index: its weight, and its number in the aggregate, -1 without weight. */
  readonly weights: Float64Array;
  readonly weighted: Int32Array;
}

/** Returns by row in a table of ids the user's number in the aggregate, or -1 for nobody. */
export function userIndices({ ids, resolve }: Aggregate, hashes: readonly IdHash[]): number[] {
  return hashes.map((hash) => {
    const id = resolve(hash);
    return id === NO_ID || isAnonymous(id) ? -1 : internId(ids.user, id);
  });
}

/** Remembers those of some ids that a link leads from, or may lead from one day. */
export function recordVisitors({ visitors, resolve }: Aggregate, hashes: readonly IdHash[]): void {
  for (const hash of hashes) {
    if (hash === NO_ID) continue;
    if (isAnonymous(hash) || resolve(hash) !== hash) internId(visitors, hash);
  }
}

/** Returns by row in a table of ids the account's number in the aggregate, or -1 for none. */
export function accountIndices(aggregate: Aggregate, hashes: readonly IdHash[]): number[] {
  return hashes.map((hash) => (hash === NO_ID ? -1 : internId(aggregate.ids.account, hash)));
}

/** Returns by row its pair. Rows come user by user, so most of them are of the pair before. */
function pairs(aggregate: Aggregate, user: Int32Array, account: Int32Array): Int32Array {
  let [lastUser, lastAccount, last] = [-1, -1, -1];
  return user.map((u, row) => {
    const a = account[row] ?? -1;
    if (u < 0 || a < 0) return -1;
    if (u !== lastUser || a !== lastAccount) last = pairOf(aggregate.members, u, a);
    [lastUser, lastAccount] = [u, a];
    return last;
  });
}

/** Returns by row the number of its subject's event, a new one for a new one. */
function weightedEvents(
  index: PairIndex | null,
  subject: Int32Array,
  event: Int32Array,
  weighted: Int32Array,
): Int32Array {
  return subject.map((s, row) => {
    const e = weighted[event[row] ?? 0] ?? -1;
    return s < 0 || e < 0 || !index ? -1 : internPair(index, s, e);
  });
}

/**
 * Looks up every id once a part, and every row by number.
 *
 * @param isSummed whether the day is in a span: of other days no sums by event are kept
 */
export function indexPart(aggregate: Aggregate, counts: DayCounts, isSummed: boolean): IndexedPart {
  const day = dayNumber(counts.day);
  if (day <= aggregate.plan.checkpoint) recordVisitors(aggregate, counts.users);
  const users = userIndices(aggregate, counts.users);
  const accounts = accountIndices(aggregate, counts.accounts);
  const events = counts.events.map((event) => aggregate.plan.eventPlan(event));
  const weights = Float64Array.from(events, (event) => event.weight);
  const weighted = Int32Array.from(counts.events, (name, event) =>
    weights[event] === 0 || !isSummed ? -1 : aggregate.events.indexOf(name),
  );
  const user = counts.user.map((id) => users[id] ?? -1);
  const account = counts.account.map((id) => accounts[id] ?? -1);
  const pair = pairs(aggregate, user, account);
  const accountOnly = account.map((a, row) => ((user[row] ?? -1) < 0 ? a : -1));
  const accountEvent = weightedEvents(aggregate.accountEvents, account, counts.event, weighted);
  const memberEvent = weightedEvents(aggregate.memberEvents, pair, counts.event, weighted);
  const rows = { user, account, pair, accountEvent, memberEvent, accountOnly };
  return { counts, day, events, ...rows, weights, weighted };
}
