import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from '../../model/table-definition.ts';
import { orStoreError } from './store-error.ts';

const WAIT_SECONDS = { maxWaitTime: 60, minDelay: 0.05, maxDelay: 2 };

function inputOf(table: string): CreateTableCommandInput {
  const { partitionKey, sortKey, outboxIndex } = TABLE;
  const keys = (hash: string, range: string): CreateTableCommandInput['KeySchema'] => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
  return {
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys(partitionKey, sortKey),
    AttributeDefinitions: [partitionKey, sortKey, outboxIndex.partitionKey].map((name) => ({
      AttributeName: name,
      AttributeType: 'S' as const,
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: outboxIndex.name,
        KeySchema: keys(outboxIndex.partitionKey, outboxIndex.sortKey),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  };
}

async function isThere(client: DynamoDBClient, table: string): Promise<boolean> {
  try {
    const answer = await client.send(new DescribeTableCommand({ TableName: table }));
    return answer.Table?.TableStatus === 'ACTIVE';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

/**
 * Makes sure that the table is there and active, for the local runner, tests and benches; the
 * stack declares its own. Without TTL, which the embedded store lacks: see `sweepExpired`.
 * Names have 3 to 255 characters.
 */
export async function createTable(client: DynamoDBClient, table: string): Promise<void> {
  if (await orStoreError(isThere(client, table))) return;
  try {
    await client.send(new CreateTableCommand(inputOf(table)));
  } catch (error) {
    // Somebody else is creating it, or it is there but not active yet.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await orStoreError(waitUntilTableExists({ client, ...WAIT_SECONDS }, { TableName: table }));
}
