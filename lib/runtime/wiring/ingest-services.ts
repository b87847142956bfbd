import { documentClient } from '../../dynamo/client/document-client.ts';
import { DynamoBatchStore } from '../../dynamo/stores/dynamo-batch-store.ts';
import { DynamoDocumentStore } from '../../dynamo/stores/dynamo-document-store.ts';
import { composeServices } from '../services/compose-services.ts';
import { PROCESS_VARIABLES, requiredVariable } from '../services/environment.ts';
import type { IngestServices } from '../services/services.ts';
import { baseServicesFrom } from './base-services.ts';

/** Ingest's services on the table that the environment names. Throws `invalid` for the variable. */
export function ingestServicesFromEnvironment(variables = PROCESS_VARIABLES): IngestServices {
  const client = documentClient();
  const table = requiredVariable(variables, 'TABLE_NAME');
  return composeServices({
    ...baseServicesFrom(variables, 'ingest'),
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
  });
}
