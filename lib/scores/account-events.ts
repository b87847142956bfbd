import { newPairIndex, numberOfPair, type PairIndex } from './pair-index.ts';

/** The weighted events of accounts: each (account, event) has a number, in order of first sight. */
export type AccountEvents = PairIndex;

export const newAccountEvents: () => AccountEvents = newPairIndex;

/** The number of an account's event; a new one for a pair never met. */
export function accountEventOf(events: AccountEvents, account: number, event: number): number {
  return numberOfPair(events, account, event);
}
