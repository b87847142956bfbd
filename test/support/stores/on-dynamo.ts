import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openDynaliteStores, TABLE } from '../../../fixtures/dynalite-stores.ts';
import type { Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';

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
  const { stores, client, close } = await openDynaliteStores(clock);
  try {
    await test({ stores, client, table: TABLE });
  } finally {
    await close();
  }
}
