import { growInts, raiseAt } from './grow.ts';
import { newPairIndex, numberOfPair, type PairIndex } from './pair-index.ts';

/** A user is a known member of an account for so many days after it was last seen there. */
export const KNOWN_DAYS = 90;

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

export function newMembership(): Membership {
  return {
    pairs: newPairIndex(),
    lastSeen: new Int32Array(0),
    removed: new Int32Array(0),
    lastActive: new Int32Array(0),
    newest: new Int32Array(0),
    next: new Int32Array(0),
  };
}

export function memberOf({ pairs }: Membership, pair: number): number {
  return pairs.left[pair] ?? -1;
}

export function accountOf({ pairs }: Membership, pair: number): number {
  return pairs.right[pair] ?? -1;
}

/** The pair's index; a new one for a pair never met. */
export function pairOf(members: Membership, user: number, account: number): number {
  const known = members.pairs.length;
  const pair = numberOfPair(members.pairs, user, account);
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

/** The pairs of a user, the newest first. */
export function pairsOfUser(members: Membership, user: number): number[] {
  const pairs: number[] = [];
  let at = user < members.newest.length ? (members.newest[user] ?? 0) : 0;
  while (at > 0) {
    pairs.push(at - 1);
    at = members.next[at - 1] ?? 0;
  }
  return pairs;
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
