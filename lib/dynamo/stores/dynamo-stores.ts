import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AlertStore } from '../../alerts/alert-store.ts';
import type { BatchStore } from '../../counts/batch/batch-store.ts';
import type { BlockStore } from '../../counts/block/block-store.ts';
import type { SealStore } from '../../counts/delta/seal-store.ts';
import type { ProfileStore } from '../../events/profile-store.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import type { RunStore } from '../../scores/run/run-store.ts';
import { retentionDaysOf } from '../../scores/snapshot/snapshots.ts';
import { DynamoAlertStore } from './dynamo-alert-store.ts';
import { DynamoBatchStore } from './dynamo-batch-store.ts';
import { DynamoBlockStore } from './dynamo-block-store.ts';
import { DynamoDocumentStore } from './dynamo-document-store.ts';
import { DynamoProfileStore } from './dynamo-profile-store.ts';
import { DynamoRunStore } from './dynamo-run-store.ts';
import { DynamoSealStore } from './dynamo-seal-store.ts';

/** Every port that stores something. */
export interface Stores {
  readonly documents: DocumentStore;
  readonly batches: BatchStore;
  readonly seals: SealStore;
  readonly blocks: BlockStore;
  readonly profiles: ProfileStore;
  readonly runs: RunStore;
  readonly alerts: AlertStore;
}

/**
 * Returns all stores on one table.
 *
 * @param retentionDays how long counts are kept. @default for ever, as tests want it
 */
export function dynamoStores(
  client: DynamoDBDocumentClient,
  table: string,
  clock: () => number,
  retentionDays?: number,
): Stores {
  const isKept = retentionDays === undefined;
  return {
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
    seals: new DynamoSealStore(client, table, retentionDays),
    blocks: new DynamoBlockStore(client, table, clock, isKept ? {} : { daysKept: retentionDaysOf }),
    profiles: new DynamoProfileStore(client, table),
    runs: new DynamoRunStore(client, table),
    alerts: new DynamoAlertStore(client, table),
  };
}
