import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AlertStore } from '../../lib/alerts/alert-store.ts';
import type { BatchStore } from '../../lib/counts/batch-store.ts';
import type { BlockStore } from '../../lib/counts/block-store.ts';
import type { SealStore } from '../../lib/counts/seal-store.ts';
import { createTable } from '../../lib/dynamo/create-table.ts';
import { documentClient } from '../../lib/dynamo/document-client.ts';
import { DynamoAlertStore } from '../../lib/dynamo/dynamo-alert-store.ts';
import { DynamoBatchStore } from '../../lib/dynamo/dynamo-batch-store.ts';
import { DynamoBlockStore } from '../../lib/dynamo/dynamo-block-store.ts';
import { DynamoDocumentStore } from '../../lib/dynamo/dynamo-document-store.ts';
import { DynamoProfileStore } from '../../lib/dynamo/dynamo-profile-store.ts';
import { DynamoRunStore } from '../../lib/dynamo/dynamo-run-store.ts';
import { DynamoSealStore } from '../../lib/dynamo/dynamo-seal-store.ts';
import type { ProfileStore } from '../../lib/events/profile-store.ts';
import type { DocumentStore } from '../../lib/model/document-store.ts';
import type { RunStore } from '../../lib/scores/run-store.ts';
import { startDynalite } from './dynalite-server.ts';
import { MemoryAlertStore } from './memory-alert-store.ts';
import { MemoryBatchStore } from './memory-batch-store.ts';
import { MemoryBlockStore } from './memory-block-store.ts';
import { MemoryDocumentStore } from './memory-document-store.ts';
import { MemoryProfileStore } from './memory-profile-store.ts';
import { MemoryRunStore } from './memory-run-store.ts';
import { MemorySealStore } from './memory-seal-store.ts';
import { MemoryTable } from './memory-table.ts';

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

/** Twins of the ports, the real stores over a table in memory, the real stores over dynalite. */
export type StoreKind = 'memory' | 'a table in memory' | 'dynalite';
export const STORE_KINDS: readonly StoreKind[] = ['memory', 'a table in memory', 'dynalite'];

export interface StoresUnderTest {
  readonly stores: Stores;
  /** Behind the stores that have one, for tests that look at the items themselves. */
  readonly dynamo?: { readonly client: DynamoDBDocumentClient; readonly table: string };
  readonly close: () => Promise<void>;
}

/** The in-memory twin of every store, empty. */
export function memoryStores(): Stores {
  return {
    documents: new MemoryDocumentStore(),
    batches: new MemoryBatchStore(),
    seals: new MemorySealStore(),
    blocks: new MemoryBlockStore(),
    profiles: new MemoryProfileStore(),
    runs: new MemoryRunStore(),
    alerts: new MemoryAlertStore(),
  };
}

export function dynamoStores(
  client: DynamoDBDocumentClient,
  table: string,
  clock: () => number = Date.now,
): Stores {
  return {
    documents: new DynamoDocumentStore(client, table),
    batches: new DynamoBatchStore(client, table),
    seals: new DynamoSealStore(client, table),
    blocks: new DynamoBlockStore(client, table, clock),
    profiles: new DynamoProfileStore(client, table),
    runs: new DynamoRunStore(client, table),
    alerts: new DynamoAlertStore(client, table),
  };
}

/** All stores, empty, in memory or in a dynalite of their own; close them at the end. */
export async function withStores(kind: StoreKind, clock?: () => number): Promise<StoresUnderTest> {
  const table = 'barometer-test';
  if (kind === 'memory') return { stores: memoryStores(), close: async () => undefined };
  if (kind === 'a table in memory') {
    const client = new MemoryTable();
    const stores = dynamoStores(client, table, clock);
    return { stores, dynamo: { client, table }, close: async () => client.destroy() };
  }
  const server = await startDynalite();
  const client = documentClient(server.settings);
  await createTable(client, table);
  return {
    stores: dynamoStores(client, table, clock),
    dynamo: { client, table },
    close: async () => {
      client.destroy();
      await server.close();
    },
  };
}
