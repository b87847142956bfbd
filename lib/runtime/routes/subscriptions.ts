import type { Subscription } from '../../alerts/subscription.ts';
import { readSubscription, subscriptionSchema } from '../../http/subscription-schema.ts';
import { webhookSecret } from '../../messaging/webhook-signature.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { ApiRoutes } from '../api-route.ts';
import { documentRoutes } from '../document-routes.ts';

/** A webhook keeps its secret for as long as it exists, whatever else of it changes. */
function withSecret(posted: Subscription, before: Subscription | undefined): Subscription {
  if (posted.type !== 'webhook') return posted;
  const { secret = webhookSecret(), previousSecret } = before ?? {};
  return { ...posted, secret, ...(previousSecret !== undefined && { previousSecret }) };
}

/** What is accepted is done: email goes by the topic of a deployed stack. Throws `invalid`. */
function served(posted: Subscription): Subscription {
  if (posted.type !== 'email') return posted;
  const why =
    posted.digest === undefined
      ? "subscribe the address to the stack's SNS topic, with a filter policy"
      : 'a daily digest goes to a webhook, Slack or the console';
  throw new BarometerError('invalid', `subscriptions by email are not served here: ${why}`);
}

function withoutSecret(subscription: Subscription): Omit<Subscription, 'secret'> {
  const { secret: _secret, previousSecret: _previous, ...shown } = subscription;
  return shown;
}

/** Read by admins only: the address of a Slack webhook is a secret in itself. */
export const subscriptionRoutes: ApiRoutes = ({ documents }) =>
  documentRoutes<Subscription>({
    documents,
    kind: 'subscription',
    path: '/v1/subscriptions',
    what: 'subscription',
    readRole: 'admin',
    bodySchema: subscriptionSchema,
    read: (value, id, before) => withSecret(served(readSubscription(value, id)), before),
    show: (subscription, isNew) => (isNew ? subscription : withoutSecret(subscription)),
  });
