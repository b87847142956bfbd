import type { Subscription } from './subscription.ts';

/** Values by attribute of a message: one of each must fit. An empty policy lets everything pass. */
export type FilterPolicy = Readonly<Record<string, readonly string[]>>;

/** `pending` until whoever has the address followed the link; `gone` when it left or never did. */
export type EmailStatus = 'pending' | 'confirmed' | 'gone';

/** Port: the topic by which emails go out. Throws `invalid` for what the topic does not take. */
export interface EmailTopic {
  /** Answers the name that the topic gave the subscription; again the same for the same address. */
  subscribe(address: string, filter: FilterPolicy): Promise<string>;
  setFilter(name: string, filter: FilterPolicy): Promise<void>;
  statusOf(name: string): Promise<EmailStatus>;
  /** Does nothing for one that is gone. */
  unsubscribe(name: string): Promise<void>;
}

/** No alert is of this kind, so whoever is switched off need not confirm again. */
const NO_KIND = 'none';

/** What the topic lets pass to a subscription. */
export function filterPolicy({ enabled, kinds, rules, owner }: Subscription): FilterPolicy {
  if (!enabled) return { kind: [NO_KIND] };
  return {
    ...(kinds && { kind: kinds }),
    ...(rules && { rule: rules }),
    ...(owner !== undefined && { owner: [owner] }),
  };
}
