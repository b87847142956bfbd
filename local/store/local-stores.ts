import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTable } from '../../lib/dynamo/client/create-table.ts';
import { documentClient } from '../../lib/dynamo/client/document-client.ts';
import { sweepExpired } from '../../lib/dynamo/client/sweep-expired.ts';
import {
  dynamoStores,
  type Stores,
  type StoresOptions,
} from '../../lib/dynamo/stores/dynamo-stores.ts';

export interface OpenedStores {
  readonly client: DynamoDBDocumentClient;
  readonly stores: Stores;
  /** Deletes what has expired by a clock, as DynamoDB does by itself. */
  sweep(now: number): Promise<number>;
  close(): void;
}

export const TABLE_NAME = 'barometer';

/** The embedded store asks for a signature and does not look at it. */
const NO_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A client of the embedded store at `endpoint`. */
export function localClient(endpoint: string): DynamoDBDocumentClient {
  return documentClient({ endpoint, region: 'local', credentials: NO_CREDENTIALS });
}

/** Makes the table and returns the stores over it. */
export async function openStores(
  endpoint: string,
  clock: () => number,
  options: StoresOptions,
): Promise<OpenedStores> {
  const client = localClient(endpoint);
  await createTable(client, TABLE_NAME);
  return {
    client,
    stores: dynamoStores(client, TABLE_NAME, clock, options),
    sweep: (now) => sweepExpired(client, TABLE_NAME, now),
    close: () => client.destroy(),
  };
}
