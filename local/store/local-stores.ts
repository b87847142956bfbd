import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTable } from '../../lib/dynamo/client/create-table.ts';
import { documentClient } from '../../lib/dynamo/client/document-client.ts';
import { sweepExpired } from '../../lib/dynamo/client/sweep-expired.ts';
import { DynamoAlertStore } from '../../lib/dynamo/stores/dynamo-alert-store.ts';
import { DynamoBatchStore } from '../../lib/dynamo/stores/dynamo-batch-store.ts';
import { DynamoBlockStore } from '../../lib/dynamo/stores/dynamo-block-store.ts';
import { DynamoDocumentStore } from '../../lib/dynamo/stores/dynamo-document-store.ts';
import { DynamoProfileStore } from '../../lib/dynamo/stores/dynamo-profile-store.ts';
import { DynamoRunStore } from '../../lib/dynamo/stores/dynamo-run-store.ts';
import { DynamoSealStore } from '../../lib/dynamo/stores/dynamo-seal-store.ts';
import type { Services } from '../../lib/runtime/services/services.ts';
import { retentionDaysOf } from '../../lib/scores/snapshot/snapshots.ts';

export type Stores = Pick<
  Services,
  'documents' | 'batches' | 'seals' | 'blocks' | 'profiles' | 'runs' | 'alerts'
>;

export interface OpenedStores {
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

/** The stores that Lambda uses, on a client of the embedded store. */
export function storesOn(
  client: DynamoDBDocumentClient,
  clock: () => number,
  retentionDays: number,
): Stores {
  return {
    documents: new DynamoDocumentStore(client, TABLE_NAME),
    batches: new DynamoBatchStore(client, TABLE_NAME),
    seals: new DynamoSealStore(client, TABLE_NAME, { retentionDays }),
    blocks: new DynamoBlockStore(client, TABLE_NAME, clock, { daysKept: retentionDaysOf }),
    profiles: new DynamoProfileStore(client, TABLE_NAME),
    runs: new DynamoRunStore(client, TABLE_NAME),
    alerts: new DynamoAlertStore(client, TABLE_NAME),
  };
}

/** Makes the table and returns the stores over it. */
export async function openStores(
  endpoint: string,
  clock: () => number,
  retentionDays: number,
): Promise<OpenedStores> {
  const client = localClient(endpoint);
  await createTable(client, TABLE_NAME);
  return {
    stores: storesOn(client, clock, retentionDays),
    sweep: (now) => sweepExpired(client, TABLE_NAME, now),
    close: () => client.destroy(),
  };
}
