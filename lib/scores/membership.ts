import { growInts, raiseAt } from './grow.ts';

/** A user is a known member of an account for so many days after it was last seen there. */
export const KNOWN_DAYS = 90;

/** Accounts a run can tell apart; pairs are keyed by user x this + account, exact below 2^53. */
const ACCOUNTS = 2 ** 22;

/** Who was seen in which account, as days go by. Users and accounts are indices. */
export interface Membership {
  readonly index: Map<number, number>;
  readonly user: number[];
  readonly account: number[];
  /** By pair: the last day it was seen, and the last day the user was removed; 0 for never. */
  lastSeen: Int32Array;
  removed: Int32Array;
  /** By pair: the last day of an event that counts as activity. */
  lastActive: Int32Array;
  /** By user: its newest pair + 1, and by pair the next one + 1: lists without objects. */
  newest: Int32Array;
  next: Int32Array;
}

export function newMembership(): Membership {
  return {
    index: new Map(),
    user: [],
    account: [],
    lastSeen: new Int32Array(0),
    removed: new Int32Array(0),
    lastActive: new Int32Array(0),
    newest: new Int32Array(0),
    next: new Int32Array(0),
  };
}

/** The pair's index; a new one for a pair never met. */
export function pairOf(members: Membership, user: number, account: number): number {
  const key = user * ACCOUNTS + account;
  const known = members.index.get(key);
  if (known !== undefined) return known;
  const pair = members.user.push(user) - 1;
  members.account.push(account);
  members.index.set(key, pair);
  members.lastSeen = growInts(members.lastSeen, pair + 1);
  members.removed = growInts(members.removed, pair + 1);
  members.lastActive = growInts(members.lastActive, pair + 1);
  members.next = growInts(members.next, pair + 1);
  members.newest = growInts(members.newest, user + 1);
  members.next[pair] = members.newest[user] ?? 0;
  members.newest[user] = pair + 1;
  return pair;
}

export function seePair(members: Membership, pair: number, day: number): void {
  raiseAt(members.lastSeen, pair, day);
}

export function removePair(members: Membership, pair: number, day: number): void {
  raiseAt(members.removed, pair, day);
}

/** Seen there within 90 days, and not removed on its last day there or after. */
export function isKnown(members: Membership, pair: number, day: number): boolean {
  const seen = members.lastSeen[pair] ?? 0;
  return seen > day - KNOWN_DAYS && seen > (members.removed[pair] ?? 0);
}

/** The user's only pair on a day, or -1 when it has none or several accounts. */
export function solePair(members: Membership, user: number, day: number): number {
  let sole = -1;
  let at = user < members.newest.length ? (members.newest[user] ?? 0) : 0;
  while (at > 0) {
    const pair = at - 1;
    if (isKnown(members, pair, day)) {
      if (sole >= 0) return -1;
      sole = pair;
    }
    at = members.next[pair] ?? 0;
  }
  return sole;
}
