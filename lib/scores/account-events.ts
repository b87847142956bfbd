import { newPairIndex, numberOfPair, type PairIndex } from './pair-index.ts';

/** The weighted events of accounts: each (account, event) has a number, in order of first sight. */
export interface AccountEvents {
  readonly pairs: PairIndex;
  /** By that number. */
  readonly account: readonly number[];
  readonly event: readonly number[];
}

export function newAccountEvents(): AccountEvents {
  const pairs = newPairIndex();
  return { pairs, account: pairs.left, event: pairs.right };
}

/** The number of an account's event; a new one for a pair never met. */
export function accountEventOf(events: AccountEvents, account: number, event: number): number {
  return numberOfPair(events.pairs, account, event);
}
