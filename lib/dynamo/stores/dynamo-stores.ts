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
import { type BlockStoreOptions, DynamoBlockStore } from './dynamo-block-store.ts';
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

export interface StoresOptions extends Pick<BlockStoreOptions, 'onLeftBehind'> {
  /** How long counts are kept. @default for ever, as tests want it */
  readonly retentionDays?: number;
}

/** Returns all stores on one table. */
export function dynamoStores(
  client: DynamoDBDocumentClient,
  table: string,
  clock: () => number,
  { retentionDays, onLeftBehind }: StoresOptions = {},
): Stores {
  const expiry = retentionDays === undefined ? {} : { daysKept: retentionDaysOf };
  const hearer = onLeftBehind && { onLeftBehind };
  return {
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
    seals: new DynamoSealStore(client, table, retentionDays),
    blocks: new DynamoBlockStore(client, table, clock, { ...expiry, ...hearer }),
    profiles: new DynamoProfileStore(client, table),
    runs: new DynamoRunStore(client, table),
    alerts: new DynamoAlertStore(client, table),
  };
}
