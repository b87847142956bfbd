import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Stores, withStores } from './store-under-test.ts';

export interface OnDynamo {
  readonly stores: Stores;
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Gives a test stores in a dynalite of their own, with the client behind them. */
export async function onDynamo(
  test: (dynamo: OnDynamo) => Promise<void>,
  clock?: () => number,
): Promise<void> {
  const { stores, dynamo, close } = await withStores('dynalite', clock);
  try {
    if (!dynamo) throw new Error('dynalite has a client');
    await test({ stores, ...dynamo });
  } finally {
    await close();
  }
}
