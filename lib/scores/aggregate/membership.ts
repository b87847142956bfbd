import { growInts } from '../columns/grow-column.ts';
import { groupRows, listAt } from '../columns/list-column.ts';
import { createPairIndex, internPair, type PairIndex } from '../columns/pair-index.ts';

/** Days for which a user stays a known member of an account after it was last seen there. */
export const MEMBERSHIP_DAYS = 90;

/** Who was seen in which account, as days go by. Users and accounts are indices. */
export interface Membership {
  /** Each (user, account): columns below are by its number, and longer than there are pairs. */
  readonly pairs: PairIndex;
  /** The last day it was seen, and the last day the user was removed; 0 for never. */
  lastSeen: Int32Array;
  removed: Int32Array;
  /** The last day of an event that counts as activity. */
  lastActive: Int32Array;
  /** By user: its newest pair + 1, and by pair the next one + 1: lists without objects. */
  newest: Int32Array;
  next: Int32Array;
}

export function createMembership(): Membership {
  return {
    pairs: createPairIndex(),
    lastSeen: new Int32Array(0),
    removed: new Int32Array(0),
    lastActive: new Int32Array(0),
    newest: new Int32Array(0),
    next: new Int32Array(0),
  };
}

/** Returns the number of a pair's user; -1 for no pair. */
export function userOfPair({ pairs }: Membership, pair: number): number {
  return pairs.left[pair] ?? -1;
}

/** Returns the number of a pair's account; -1 for no pair. */
export function accountOfPair({ pairs }: Membership, pair: number): number {
  return pairs.right[pair] ?? -1;
}

/** Returns the pair's number; a new one for a pair never met. */
export function pairOf(members: Membership, user: number, account: number): number {
  const known = members.pairs.length;
  const pair = internPair(members.pairs, user, account);
  if (pair < known) return pair;
  members.lastSeen = growInts(members.lastSeen, pair + 1);
  members.removed = growInts(members.removed, pair + 1);
  members.lastActive = growInts(members.lastActive, pair + 1);
  members.next = growInts(members.next, pair + 1);
  members.newest = growInts(members.newest, user + 1);
  members.next[pair] = members.newest[user] ?? 0;
  members.newest[user] = pair + 1;
  return pair;
}

/** Whether a pair was seen within 90 days, and not removed on its last day or after. */
export function isKnownMember(members: Membership, pair: number, day: number): boolean {
  const seen = members.lastSeen[pair] ?? 0;
  return seen > day - MEMBERSHIP_DAYS && seen > (members.removed[pair] ?? 0);
}

/** Returns the pairs of a user, the newest first. */
export function pairsOfUser(members: Membership, user: number): number[] {
  const pairs: number[] = [];
  let node = user < members.newest.length ? (members.newest[user] ?? 0) : 0;
  while (node > 0) {
    pairs.push(node - 1);
    node = members.next[node - 1] ?? 0;
  }
  return pairs;
}

/** Returns the user's only pair on a day, or -1 when it has none or several accounts. */
export function solePair(members: Membership, user: number, day: number): number {
  let sole = -1;
  let node = user < members.newest.length ? (members.newest[user] ?? 0) : 0;
  while (node > 0) {
    const pair = node - 1;
    if (isKnownMember(members, pair, day)) {
      if (sole >= 0) return -1;
      sole = pair;
    }
    node = members.next[pair] ?? 0;
  }
  return sole;
}

/** Finds the pairs of an account, in order of their numbers. */
export type PairsOf = (account: number) => readonly number[];

/** Sorts the pairs by account, 4 bytes each: lists of a million members would take 40. */
export function pairsByAccount({ pairs }: Membership, accounts: number): PairsOf {
  const sorted = groupRows(pairs.right.subarray(0, pairs.length), accounts);
  return (account) => Array.from(listAt(sorted, account));
}
