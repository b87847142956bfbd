import type { Subscription } from './subscription.ts';

/** Values by attribute of a message: one of each must fit. An empty policy lets everything pass. */
export type FilterPolicy = Readonly<Record<string, readonly string[]>>;

/** Alerts one by one, or digests: each has a topic, for one without a filter gets all there is. */
export type EmailList = 'alerts' | 'digests';

/** `pending` until whoever has the address followed the link; `gone` when it left or never did. */
export type EmailStatus = 'pending' | 'confirmed' | 'gone';

/** Port: the topics by which emails go out. Throws `invalid` for what the topic does not take. */
export interface EmailTopic {
  /** Returns the name that the topic gave the subscription; again the same for the same address. */
  subscribe(list: EmailList, address: string, filter: FilterPolicy): Promise<string>;
  setFilter(name: string, filter: FilterPolicy): Promise<void>;
  statusOf(name: string): Promise<EmailStatus>;
  /** Does nothing for one that is gone. */
  unsubscribe(name: string): Promise<void>;
}

/** No message is of this kind, so whoever is switched off need not confirm again. */
const NO_KIND = 'none';

export const DIGEST_KIND = 'digest.daily';

/** Returns what a subscription by email gets: digests, or alerts one by one. */
export function emailList({ digest }: Pick<Subscription, 'digest'>): EmailList {
  return digest === undefined ? 'alerts' : 'digests';
}

/** What the topic lets pass to a subscription. SNS takes five keys at most. */
export function filterPolicy(subscription: Subscription): FilterPolicy {
  const { id, enabled, digest, kinds, rules, severities, owner, segment } = subscription;
  if (!enabled) return { kind: [NO_KIND] };
  // A digest is made for one subscription, made for its owner and segment.
  if (digest) return { subscription: [id] };
  return {
    ...(kinds && { kind: kinds }),
    ...(rules && { rule: rules }),
    ...(severities && { severity: severities }),
    ...(owner !== undefined && { owner: [owner] }),
    ...(segment !== undefined && { segment: [segment] }),
  };
}
