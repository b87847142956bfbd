import { growInts, raiseAt } from './grow.ts';
import { newPairIndex, numberOfPair, type PairIndex } from './pair-index.ts';

/** A user is a known member of an account for so many days after it was last seen there. */
export const KNOWN_DAYS = 90;

/** Who was seen in which account, as days go by. Users and accounts are indices. */
export interface Membership {
  readonly pairs: PairIndex;
  /** By pair. */
  readonly user: readonly number[];
  readonly account: readonly number[];
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
  const pairs = newPairIndex();
  return {
    pairs,
    user: pairs.left,
    account: pairs.right,
    lastSeen: new Int32Array(0),
    removed: new Int32Array(0),
    lastActive: new Int32Array(0),
    newest: new Int32Array(0),
    next: new Int32Array(0),
  };
}

/** The pair's index; a new one for a pair never met. */
export function pairOf(members: Membership, user: number, account: number): number {
  const known = members.user.length;
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
