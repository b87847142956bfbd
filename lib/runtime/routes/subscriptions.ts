import type { Subscription } from '../../alerts/subscription.ts';
import { readSubscription, subscriptionSchema } from '../../http/subscription-schema.ts';
import { webhookSecret } from '../../messaging/webhook-signature.ts';
import type { ApiRoutes } from '../api-route.ts';
import { documentRoutes } from '../document-routes.ts';
import { alignEmail } from '../email-subscriptions.ts';

/** A webhook keeps its secret for as long as it exists, whatever else of it changes. */
function withSecret(posted: Subscription, before: Subscription | undefined): Subscription {
  if (posted.type !== 'webhook') return posted;
  const { secret = webhookSecret(), previousSecret } = before ?? {};
  return { ...posted, secret, ...(previousSecret !== undefined && { previousSecret }) };
}

function withoutSecret(subscription: Subscription): Omit<Subscription, 'secret'> {
  const { secret: _secret, previousSecret: _previous, topicName: _name, ...shown } = subscription;
  return shown;
}

/** Read by admins only: the address of a Slack webhook is a secret in itself. */
export const subscriptionRoutes: ApiRoutes = ({ documents, emailTopic }) =>
  documentRoutes<Subscription>({
    documents,
    kind: 'subscription',
    path: '/v1/subscriptions',
    what: 'subscription',
    readRole: 'admin',
    bodySchema: subscriptionSchema,
    read: (value, id, before) => withSecret(readSubscription(value, id), before),
    align: (subscription, before) =>
      alignEmail({ documents, ...(emailTopic && { emailTopic }) }, subscription, before),
    leave: async ({ topicName }) => {
      if (topicName !== undefined) await emailTopic?.unsubscribe(topicName);
    },
    async show(subscription, isNew) {
      const { topicName } = subscription;
      // The list must be readable while the topic does not answer.
      const asked = topicName === undefined ? undefined : emailTopic?.statusOf(topicName);
      const status = await asked?.catch(() => 'unknown');
      const { secret } = subscription;
      return {
        ...withoutSecret(subscription),
        ...(isNew && secret !== undefined && { secret }),
        ...(status && { status }),
      };
    },
  });
