import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What the SDK does not find in its own environment variables. */
export type TableClientSettings = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

/**
 * Three attempts of at most 8 s stay below the 30 s after which ingest answers 503. DynamoDB answers
 * in milliseconds; the rest is for one machine, where a call also waits for a socket and for a
 * scoring run that keeps the process busy.
 */
const ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 8_000;

/** The SDK's default is 50, which is less than the calls that one machine has under way. */
const MAX_SOCKETS = 64;

/** A client for the table: keep-alive, bounded waits, absent fields left out of items. */
export function documentClient(settings: TableClientSettings = {}): DynamoDBDocumentClient {
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  const client = new DynamoDBClient({
    ...settings,
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  return DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
}
