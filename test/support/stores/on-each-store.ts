import { afterAll, beforeAll, describe } from 'vitest';
import type { Stores } from '../../../fixtures/dynamo-stores.ts';
import { STORE_KINDS, type StoresUnderTest, withStores } from './stores-under-test.ts';

export interface EachStore {
  readonly stores: () => Stores;
  /** The client and table behind the stores, but for the twins in memory. */
  readonly dynamo: () => StoresUnderTest['dynamo'];
}

/** Runs the same facts against the twins in memory and against DynamoDB's stand-ins. */
export function onEachStore(
  facts: string,
  tests: (each: EachStore) => void,
  clock?: () => number,
): void {
  describe.each(STORE_KINDS)(`${facts} in %s`, (kind) => {
    let underTest: StoresUnderTest;
    beforeAll(async () => {
      underTest = await withStores(kind, clock);
    });
    afterAll(() => underTest.close());
    tests({ stores: () => underTest.stores, dynamo: () => underTest.dynamo });
  });
}
