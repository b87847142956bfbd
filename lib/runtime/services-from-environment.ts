import type { AlertPublisher } from '../alerts/alert-publisher.ts';
import { documentClient } from '../dynamo/document-client.ts';
import { DynamoAlertStore } from '../dynamo/dynamo-alert-store.ts';
import { DynamoBatchStore } from '../dynamo/dynamo-batch-store.ts';
import { DynamoBlockStore } from '../dynamo/dynamo-block-store.ts';
import { DynamoDocumentStore } from '../dynamo/dynamo-document-store.ts';
import { DynamoProfileStore } from '../dynamo/dynamo-profile-store.ts';
import { DynamoRunStore } from '../dynamo/dynamo-run-store.ts';
import { DynamoSealStore } from '../dynamo/dynamo-seal-store.ts';
import { compose } from './compose.ts';
import { PROCESS_VARIABLES, required, type Variables } from './environment.ts';
import { basicsFrom } from './environment-basics.ts';
import { createScoreStarter } from './score-starter.ts';
import type { ApiServices, Services } from './services.ts';

function storesOn(table: string, { clock, settings }: ReturnType<typeof basicsFrom>) {
  const client = documentClient();
  const { retentionDays } = settings;
  return {
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
    seals: new DynamoSealStore(client, table, { retentionDays }),
    blocks: new DynamoBlockStore(client, table, clock),
    profiles: new DynamoProfileStore(client, table),
    runs: new DynamoRunStore(client, table),
    alerts: new DynamoAlertStore(client, table),
  };
}

function withStores(variables: Variables, service: string) {
  const basics = basicsFrom(variables, service);
  return compose({ ...basics, ...storesOn(required(variables, 'TABLE_NAME'), basics) });
}

/** The API's services. Throws `invalid` naming the variable that is missing. */
export function apiServicesFromEnvironment(variables = PROCESS_VARIABLES): ApiServices {
  const startRun = createScoreStarter(required(variables, 'SCORE_FUNCTION_NAME'));
  return { ...withStores(variables, 'api'), startRun };
}

/**
 * The services of a function that alerts may leave by. Runs are started where they are asked for:
 * by the API, so a function that is told to score is not given a way to start another.
 */
export function servicesFromEnvironment(
  service: string,
  publisher: (variables: Variables) => AlertPublisher,
  variables = PROCESS_VARIABLES,
): Omit<Services, 'startRun'> {
  return { ...withStores(variables, service), publisher: publisher(variables) };
}
