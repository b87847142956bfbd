import type { Alert } from './alert.ts';
import type { Subscription } from './subscription.ts';

/**
 * The enabled subscriptions that an alert goes to at once. Every filter given must let it pass.
 * A daily digest is a list of its own, so its subscriptions hear of no single alert.
 */
export function matchingSubscriptions(
  alert: Alert,
  subscriptions: readonly Subscription[],
): readonly Subscription[] {
  return subscriptions.filter((subscription) => wants(subscription, alert));
}

function wants(subscription: Subscription, alert: Alert): boolean {
  if (!subscription.enabled || subscription.digest !== undefined) return false;
  return (
    isAmong(subscription.kinds, alert.kind) &&
    isAmong(subscription.rules, alert.rule) &&
    (subscription.owner === undefined || ownersOf(alert).includes(subscription.owner)) &&
    (subscription.segment === undefined || segmentsOf(alert).includes(subscription.segment))
  );
}

function isAmong<Item>(allowed: readonly Item[] | undefined, item: Item): boolean {
  return allowed === undefined || allowed.includes(item);
}

/** Its owner; a message about many names the owners of all of them. */
function ownersOf({ owner, facts }: Alert): readonly unknown[] {
  if (owner !== undefined) return [owner];
  const owners = facts['owners'];
  return Array.isArray(owners) ? owners : [];
}

/** The segments that the subject was in, as the rule noted them; none when it noted nothing. */
function segmentsOf({ facts }: Alert): readonly unknown[] {
  const segments = facts['segments'];
  return Array.isArray(segments) ? segments : [];
}
