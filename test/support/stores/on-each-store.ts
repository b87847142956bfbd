import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDynaliteStores, TABLE } from '../../../fixtures/dynalite-stores.ts';
import { dynamoStores, type Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import { MemoryTable } from './memory-table.ts';

interface Opened {
  readonly stores: Stores;
  readonly client: DynamoDBDocumentClient;
  readonly close?: () => Promise<void>;
}

function onMemoryTable(): Opened {
  const client = new MemoryTable();
  return { client, stores: dynamoStores(client, TABLE, Date.now) };
}

const KINDS: readonly (readonly [string, () => Opened | Promise<Opened>])[] = [
  ['a table in memory', onMemoryTable],
  ['dynalite', openDynaliteStores],
];

export interface EachStore {
  readonly stores: () => Stores;
  readonly client: () => DynamoDBDocumentClient;
}

/** Runs the same facts against both stand-ins of DynamoDB: the table in memory and dynalite. */
export function onEachStore(facts: string, tests: (each: EachStore) => void): void {
  describe.each(KINDS)(`${facts} in %s`, (_, open) => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close?.());
    tests({ stores: () => opened.stores, client: () => opened.client });
  });
}
