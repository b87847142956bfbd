import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  dynamoStores,
  openDynaliteStores,
  type Stores,
  TABLE,
} from '../../../fixtures/dynamo-stores.ts';
import { MemoryAlertStore } from './memory-alert-store.ts';
import { MemoryBatchStore } from './memory-batch-store.ts';
import { MemoryBlockStore } from './memory-block-store.ts';
import { MemoryDocumentStore } from './memory-document-store.ts';
import { MemoryProfileStore } from './memory-profile-store.ts';
import { MemoryRunStore } from './memory-run-store.ts';
import { MemorySealStore } from './memory-seal-store.ts';
import { MemoryTable } from './memory-table.ts';

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

/** All stores, empty, in memory or in a dynalite of their own; close them at the end. */
export async function withStores(kind: StoreKind, clock?: () => number): Promise<StoresUnderTest> {
  if (kind === 'memory') return { stores: memoryStores(), close: async () => undefined };
  if (kind === 'a table in memory') {
    const client = new MemoryTable();
    const stores = dynamoStores(client, TABLE, clock);
    return { stores, dynamo: { client, table: TABLE }, close: async () => client.destroy() };
  }
  const { stores, client, close } = await openDynaliteStores(clock);
  return { stores, dynamo: { client, table: TABLE }, close };
}
