import type { Subscription } from '../../alerts/subscription.ts';
import { readSubscription, subscriptionSchema } from '../../http/schema/subscription-schema.ts';
import { queuedChannel } from '../../messaging/channels/channels.ts';
import { webhookSecret } from '../../messaging/channels/webhook-signature.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { isoInstant } from '../../model/instant.ts';
import { syncEmailTopic } from '../jobs/subscriptions/sync-email-topic.ts';
import { testDelivery } from '../jobs/subscriptions/test-delivery.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import { collectionRoutes } from '../server/collection-routes.ts';
import type { Uses } from '../services/services.ts';

type SubscriptionServices = Uses<'documents' | 'clock' | 'hashing' | 'emailTopic' | 'send'>;

const isSigned = ({ type }: Subscription) => queuedChannel(type)?.isSigned === true;

/** A webhook keeps its secret for as long as it exists, whatever else of it changes. */
function withSecret(posted: Subscription, before: Subscription | undefined): Subscription {
  if (!isSigned(posted)) return posted;
  const { secret = webhookSecret(), previousSecret, previousUntil } = before ?? {};
  return {
    ...posted,
    secret,
    ...(previousSecret !== undefined && { previousSecret }),
    ...(previousUntil !== undefined && { previousUntil }),
  };
}

/** For so long both secrets sign, so that receivers can change over one after the other. */
const CHANGE_OVER_MS = 24 * 3_600_000;

async function rotate({ documents, clock }: SubscriptionServices, id: string) {
  const stored = await documents.get<Subscription>('subscription', id);
  if (!stored) throw new BarometerError('not_found', `there is no subscription '${id}'`);
  const { type, secret: previousSecret } = stored.body;
  if (!isSigned(stored.body) || previousSecret === undefined) {
    throw new BarometerError('invalid', `only webhooks have a secret, '${id}' is of type ${type}`);
  }
  const secret = webhookSecret();
  const previousUntil = isoInstant(clock() + CHANGE_OVER_MS);
  const body = { ...stored.body, secret, previousSecret, previousUntil };
  if (await documents.put('subscription', id, body, stored.version)) {
    return { id, secret, previousUntil };
  }
  throw new BarometerError('conflict', `the subscription '${id}' is being changed, try again`);
}

const rotateRoute = (services: SubscriptionServices): ApiRoute => ({
  endpoint: 'POST /v1/subscriptions/{id}/rotate',
  role: 'admin',
  summary: 'A new secret for a webhook; the one before signs as well for a day',
  handle: async ({ params: { id = '' } }) => ({ body: await rotate(services, id) }),
});

/** Read by admins only: the address of a Slack webhook is a secret in itself. */
const storedSubscriptions = ({ documents, emailTopic }: SubscriptionServices) =>
  collectionRoutes<Subscription>({
    documents,
    kind: 'subscription',
    path: '/v1/subscriptions',
    what: 'subscription',
    readRole: 'admin',
    bodySchema: subscriptionSchema,
    read: (value, id, before) => withSecret(readSubscription(value, id), before),
    beforePut: (subscription, before) =>
      syncEmailTopic({ documents, ...(emailTopic && { emailTopic }) }, subscription, before),
    beforeRemove: async ({ topicName }) => {
      if (topicName !== undefined) await emailTopic?.unsubscribe(topicName);
    },
    async show({ topicName, secret, previousSecret: _, ...rest }, isNew) {
      // The list must be readable while the topic does not answer.
      const pendingStatus = topicName === undefined ? undefined : emailTopic?.statusOf(topicName);
      const status = await pendingStatus?.catch(() => 'unknown');
      const shown = isNew && secret !== undefined ? { ...rest, secret } : rest;
      return status ? { ...shown, status } : shown;
    },
  });

const testRoute = (services: SubscriptionServices): ApiRoute => ({
  endpoint: 'POST /v1/subscriptions/{id}/test',
  role: 'admin',
  summary: 'Send a test message by a webhook or to Slack, and say whether it arrived',
  handle: async ({ params: { id = '' } }) => ({ body: await testDelivery(services, id) }),
});

export const subscriptionRoutes: ApiRoutes<SubscriptionServices> = (services) => [
  ...storedSubscriptions(services),
  rotateRoute(services),
  testRoute(services),
];
