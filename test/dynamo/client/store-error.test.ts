import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { realisticBatch } from '../../../fixtures/realistic-batch.ts';
import { documentClient } from '../../../lib/dynamo/client/document-client.ts';
import {
  orStoreError,
  toStoreError,
  unlessConditionFailed,
} from '../../../lib/dynamo/client/store-error.ts';
import { DynamoBatchStore } from '../../../lib/dynamo/stores/dynamo-batch-store.ts';

function errorNamed(name: string, fields: object = {}): Error {
  return Object.assign(new Error(name), { name }, fields);
}

it.each([
  errorNamed('ProvisionedThroughputExceededException'),
  errorNamed('ThrottlingException'),
  errorNamed('TimeoutError'),
  errorNamed('Error', { code: 'ECONNREFUSED' }),
  errorNamed('InternalServerError', { $fault: 'server' }),
  errorNamed('SomethingNew', { $retryable: { throttling: true } }),
])('the error $name means that the store is unavailable', (cause) => {
  expect(toStoreError(cause)).toMatchObject({ code: 'store_unavailable', cause });
});

it.each([errorNamed('ValidationException', { $fault: 'client' }), new TypeError('x'), 'text'])(
  "an error that is not the store's is passed on as it is: %s",
  async (cause) => {
    expect(toStoreError(cause)).toBe(cause);
    await expect(orStoreError(Promise.reject(cause))).rejects.toBe(cause);
  },
);

it('a refused condition is a value, any other failure is thrown', async () => {
  const refused = errorNamed('ConditionalCheckFailedException', { $fault: 'client' });
  expect(await unlessConditionFailed(Promise.reject(refused))).toBeUndefined();
  expect(await unlessConditionFailed(Promise.resolve(1))).toBe(1);
  const throttled = unlessConditionFailed(Promise.reject(errorNamed('ThrottlingException')));
  await expect(throttled).rejects.toMatchObject({ code: 'store_unavailable' });
});

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const batch = realisticBatch({ events: 1, users: 1, accounts: 1 });

it('a store that nobody serves is unavailable', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise((resolve) => server.close(resolve));
  const client = documentClient({ endpoint, region: 'eu-west-1', credentials });
  const put = new DynamoBatchStore(client, 'none').put(batch);
  await expect(put).rejects.toMatchObject({ code: 'store_unavailable' });
  client.destroy();
});

it('a store that answers with errors is unavailable after three attempts', async () => {
  let attempts = 0;
  const server = createServer((_, response) => {
    attempts++;
    response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
    response.end('{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = documentClient({ endpoint, region: 'eu-west-1', credentials });
  const put = new DynamoBatchStore(client, 'none').put(batch);
  await expect(put).rejects.toMatchObject({ code: 'store_unavailable' });
  expect(attempts).toBe(3);
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
