import { documentClient } from '../dynamo/document-client.ts';
import { DynamoBatchStore } from '../dynamo/dynamo-batch-store.ts';
import { DynamoDocumentStore } from '../dynamo/dynamo-document-store.ts';
import { compose } from './compose.ts';
import { PROCESS_VARIABLES, required } from './environment.ts';
import { basicsFrom } from './environment-basics.ts';
import type { IngestServices } from './services.ts';

/** Ingest's services on the table that the environment names. Throws `invalid` for the variable. */
export function ingestServicesFromEnvironment(variables = PROCESS_VARIABLES): IngestServices {
  const client = documentClient();
  const table = required(variables, 'TABLE_NAME');
  return compose({
    ...basicsFrom(variables, 'ingest'),
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
  });
}
