import { createPairIndex, internPair, type PairIndex } from '../columns/pair-index.ts';

/** The weighted events of accounts: each (account, event) has a number, in order of first sight. */
export type AccountEvents = PairIndex;

export const createAccountEvents: () => AccountEvents = createPairIndex;

/** The number of an account's event; a new one for a pair never met. */
export function internAccountEvent(events: AccountEvents, account: number, event: number): number {
  return internPair(events, account, event);
}
