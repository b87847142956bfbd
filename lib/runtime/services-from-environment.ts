import { documentClient } from '../dynamo/document-client.ts';
import { DynamoAlertStore } from '../dynamo/dynamo-alert-store.ts';
import { DynamoBatchStore } from '../dynamo/dynamo-batch-store.ts';
import { DynamoBlockStore } from '../dynamo/dynamo-block-store.ts';
import { DynamoDocumentStore } from '../dynamo/dynamo-document-store.ts';
import { DynamoProfileStore } from '../dynamo/dynamo-profile-store.ts';
import { DynamoRunStore } from '../dynamo/dynamo-run-store.ts';
import { DynamoSealStore } from '../dynamo/dynamo-seal-store.ts';
import { resolveByDns } from '../messaging/address-guard.ts';
import { createSender } from '../messaging/send-webhook.ts';
import { snsEmailTopic } from '../messaging/sns-email-topic.ts';
import { daysKept } from '../scores/snapshots.ts';
import { createCaches } from './caches.ts';
import { compose } from './compose.ts';
import { optional, PROCESS_VARIABLES, required } from './environment.ts';
import { basicsFrom } from './environment-basics.ts';
import { createScoreStarter } from './score-starter.ts';
import type { ApiServices } from './services.ts';

function storesOn(table: string, { clock, settings }: ReturnType<typeof basicsFrom>) {
  const client = documentClient();
  const { retentionDays } = settings;
  return {
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
    seals: new DynamoSealStore(client, table, { retentionDays }),
    blocks: new DynamoBlockStore(client, table, clock, { daysKept }),
    profiles: new DynamoProfileStore(client, table),
    runs: new DynamoRunStore(client, table),
    alerts: new DynamoAlertStore(client, table),
  };
}

/** The services of a function that works on the stores alone. */
export function storeServicesFromEnvironment(
  service: string,
  variables = PROCESS_VARIABLES,
): Omit<ApiServices, 'startRun'> {
  const basics = basicsFrom(variables, service);
  const stores = storesOn(required(variables, 'TABLE_NAME'), basics);
  return compose({ ...basics, ...stores, caches: createCaches() });
}

/** The API's services. Throws `invalid` naming the variable that is missing. */
export function apiServicesFromEnvironment(variables = PROCESS_VARIABLES): ApiServices {
  const starter = createScoreStarter(required(variables, 'SCORE_FUNCTION_NAME'));
  const alerts = optional(variables, 'TOPIC_ARN');
  const digests = optional(variables, 'DIGEST_TOPIC_ARN');
  return {
    ...storeServicesFromEnvironment('api', variables),
    ...starter,
    send: { post: createSender({ resolve: resolveByDns, now: Date.now }), now: Date.now },
    ...(alerts !== undefined &&
      digests !== undefined && { emailTopic: snsEmailTopic({ alerts, digests }) }),
  };
}
