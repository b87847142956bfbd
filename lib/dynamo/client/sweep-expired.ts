import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { TABLE } from '../../model/table-definition.ts';
import { orStoreError, unlessConditionFailed } from './store-error.ts';

const DELETES_AT_ONCE = 8;

/**
 * Deletes items whose time to live has passed, as DynamoDB does by itself and the embedded store
 * does not. Reads the whole table. Returns how many went. Seal first: a batch of an unsealed hour
 * counts, expired or not, as long as it is there.
 */
export async function sweepExpired(
  client: DynamoDBDocumentClient,
  table: string,
  now: number,
): Promise<number> {
  const seconds = Math.floor(now / 1000);
  const expired = {
    ExpressionAttributeNames: { '#ttl': TABLE.timeToLive },
    ExpressionAttributeValues: { ':now': seconds },
  };
  const input: ScanCommandInput = {
    TableName: table,
    FilterExpression: '#ttl < :now',
    ProjectionExpression: `${TABLE.partitionKey}, ${TABLE.sortKey}`,
    ...expired,
  };
  let swept = 0;
  let start: ScanCommandInput['ExclusiveStartKey'];
  do {
    const scan = new ScanCommand({ ...input, ...(start && { ExclusiveStartKey: start }) });
    const page = await orStoreError(client.send(scan));
    const deleted = await pMap(
      page.Items ?? [],
      (Key) =>
        // The condition spares an item that was written anew since it was read.
        unlessConditionFailed(
          client.send(
            new DeleteCommand({
              TableName: table,
              Key,
              ConditionExpression: '#ttl < :now',
              ...expired,
            }),
          ),
        ),
      { concurrency: DELETES_AT_ONCE },
    );
    swept += deleted.filter((answer) => answer !== undefined).length;
    start = page.LastEvaluatedKey;
  } while (start);
  return swept;
}
