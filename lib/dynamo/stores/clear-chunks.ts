import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { filledIn } from '../client/query-items.ts';
import { orStoreError, unlessConditionFailed } from '../client/store-error.ts';
import type { ItemKey } from '../keys.ts';

const CALLS_AT_ONCE = 8;

/** A reader that holds an old head has this long to read its chunks. */
const SUPERSEDED_SECONDS = 86_400;

/** Lets the chunks of one writing expire in a day; chunks written anew since then are left alone. */
export async function expireChunks(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly ItemKey[],
  { writeMark, now }: { readonly writeMark: string; readonly now: number },
): Promise<void> {
  const expiry = filledIn(
    { UpdateExpression: 'SET #ttl = :ttl', ConditionExpression: '#w = :w' },
    { ':ttl': Math.floor(now / 1000) + SUPERSEDED_SECONDS, ':w': writeMark },
  );
  await pMap(
    keys,
    (Key) =>
      unlessConditionFailed(client.send(new UpdateCommand({ TableName: table, Key, ...expiry }))),
    { concurrency: CALLS_AT_ONCE },
  );
}

export async function deleteChunks(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly ItemKey[],
): Promise<void> {
  await pMap(
    keys,
    (Key) => orStoreError(client.send(new DeleteCommand({ TableName: table, Key }))),
    { concurrency: CALLS_AT_ONCE },
  );
}
