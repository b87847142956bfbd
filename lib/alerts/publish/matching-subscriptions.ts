import type { Alert } from '../alert.ts';
import type { Subscription } from '../subscription.ts';

/**
 * The enabled subscriptions that an alert goes to at once. Every filter given must let it pass.
 * A daily digest is a list of its own, so its subscriptions hear of no single alert.
 */
export function matchingSubscriptions(
  alert: Alert,
  subscriptions: readonly Subscription[],
): readonly Subscription[] {
  return subscriptions.filter(
    (each) => each.enabled && each.digest === undefined && passesFilters(each, alert),
  );
}

/** Whether every filter that a subscription has lets an alert pass. */
export function passesFilters(subscription: Subscription, alert: Alert): boolean {
  return (
    isAllowed(subscription.kinds, alert.kind) &&
    isAllowed(subscription.rules, alert.rule) &&
    isAllowed(subscription.severities, alert.severity) &&
    (subscription.owner === undefined || ownersOf(alert).includes(subscription.owner)) &&
    (subscription.segment === undefined || segmentsOf(alert).includes(subscription.segment))
  );
}

function isAllowed<Item>(allowed: readonly Item[] | undefined, item: Item): boolean {
  return allowed === undefined || allowed.includes(item);
}

/** Its owner; a message about many names the owners of all of them. */
export function ownersOf({ owner, facts }: Pick<Alert, 'owner' | 'facts'>): readonly string[] {
  return owner !== undefined ? [owner] : textsIn(facts['owners']);
}

/** The segments that the subject was in, as the rule noted them; none when it noted nothing. */
export function segmentsOf({ facts }: Pick<Alert, 'facts'>): readonly string[] {
  return textsIn(facts['segments']);
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
