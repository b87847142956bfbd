/** The weighted events of accounts: each (account, event) has a number, in order of first sight. */
export interface AccountEvents {
  readonly index: Map<number, number>;
  /** By that number. */
  readonly account: number[];
  readonly event: number[];
}

/** Event names a run can tell apart; pairs are keyed by account x this + event, exact below 2^53. */
const EVENTS = 2 ** 24;

export function newAccountEvents(): AccountEvents {
  return { index: new Map(), account: [], event: [] };
}

/** The number of an account's event; a new one for a pair never met. */
export function accountEventOf(events: AccountEvents, account: number, event: number): number {
  const key = account * EVENTS + event;
  const known = events.index.get(key);
  if (known !== undefined) return known;
  events.index.set(key, events.account.length);
  events.event.push(event);
  return events.account.push(account) - 1;
}
