import { documentClient } from '../../dynamo/client/document-client.ts';
import { dynamoStores } from '../../dynamo/stores/dynamo-stores.ts';
import { resolveByDns } from '../../messaging/address-guard.ts';
import { createSender } from '../../messaging/send-webhook.ts';
import { snsEmailTopic } from '../../messaging/sns-email-topic.ts';
import { createCaches } from '../services/caches.ts';
import { composeServices } from '../services/compose-services.ts';
import { optionalVariable, PROCESS_VARIABLES, requiredVariable } from '../services/environment.ts';
import { errorFields, LEFT_BEHIND } from '../services/log.ts';
import type { ApiServices } from '../services/services.ts';
import { baseServicesFrom } from './base-services.ts';
import { createScoreStarter } from './score-starter.ts';

/** The services of a function that works on the stores alone. */
export function storeServicesFromEnvironment(
  service: string,
  variables = PROCESS_VARIABLES,
): Omit<ApiServices, 'startRun'> {
  const base = baseServicesFrom(variables, service);
  const { clock, settings, log } = base;
  const table = requiredVariable(variables, 'TABLE_NAME');
  const stores = dynamoStores(documentClient(), table, clock, {
    retentionDays: settings.retentionDays,
    onLeftBehind: (error) => log.warn(LEFT_BEHIND, errorFields(error)),
  });
  return composeServices({ ...base, ...stores, caches: createCaches(clock) });
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
