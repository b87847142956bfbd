import { documentClient } from '../../dynamo/client/document-client.ts';
import { DynamoAlertStore } from '../../dynamo/stores/dynamo-alert-store.ts';
import { DynamoBatchStore } from '../../dynamo/stores/dynamo-batch-store.ts';
import { DynamoBlockStore } from '../../dynamo/stores/dynamo-block-store.ts';
import { DynamoDocumentStore } from '../../dynamo/stores/dynamo-document-store.ts';
import { DynamoProfileStore } from '../../dynamo/stores/dynamo-profile-store.ts';
import { DynamoRunStore } from '../../dynamo/stores/dynamo-run-store.ts';
import { DynamoSealStore } from '../../dynamo/stores/dynamo-seal-store.ts';
import { resolveByDns } from '../../messaging/address-guard.ts';
import { createSender } from '../../messaging/send-webhook.ts';
import { snsEmailTopic } from '../../messaging/sns-email-topic.ts';
import { retentionDaysOf } from '../../scores/snapshot/snapshots.ts';
import { createCaches } from '../services/caches.ts';
import { composeServices } from '../services/compose-services.ts';
import { optionalVariable, PROCESS_VARIABLES, requiredVariable } from '../services/environment.ts';
import type { ApiServices } from '../services/services.ts';
import { baseServicesFrom } from './base-services.ts';
import { createScoreStarter } from './score-starter.ts';

function storesOn(table: string, { clock, settings }: ReturnType<typeof baseServicesFrom>) {
  const client = documentClient();
  const { retentionDays } = settings;
  return {
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
    seals: new DynamoSealStore(client, table, { retentionDays }),
    blocks: new DynamoBlockStore(client, table, clock, { daysKept: retentionDaysOf }),
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
  const base = baseServicesFrom(variables, service);
  const stores = storesOn(requiredVariable(variables, 'TABLE_NAME'), base);
  return composeServices({ ...base, ...stores, caches: createCaches(base.clock) });
}

/** The API's services. Throws `invalid` naming the variable that is missing. */
export function apiServicesFromEnvironment(variables = PROCESS_VARIABLES): ApiServices {
  const starter = createScoreStarter(requiredVariable(variables, 'SCORE_FUNCTION_NAME'));
  const alerts = optionalVariable(variables, 'TOPIC_ARN');
  const digests = optionalVariable(variables, 'DIGEST_TOPIC_ARN');
  return {
    ...storeServicesFromEnvironment('api', variables),
    ...starter,
    send: { post: createSender({ resolve: resolveByDns, now: Date.now }), now: Date.now },
    ...(alerts !== undefined &&
      digests !== undefined && { emailTopic: snsEmailTopic({ alerts, digests }) }),
  };
}
