import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { gatewayRequest } from '../../fixtures/gateway-request.ts';
import { KEYS } from '../../fixtures/keys.ts';
import { createIngest } from '../../functions/ingest.ts';
import { createTable } from '../../lib/dynamo/client/create-table.ts';
import { type Consumed, meterConsumed } from '../../lib/dynamo/client/meter-consumed.ts';
import { runSeal } from '../../lib/runtime/jobs/catch-up/run-seal.ts';
import { importKey } from '../../lib/runtime/services/api-keys.ts';
import { createCaches } from '../../lib/runtime/services/caches.ts';
import { composeServices } from '../../lib/runtime/services/compose-services.ts';
import { createLog } from '../../lib/runtime/services/log.ts';
import { noMetrics } from '../../lib/runtime/services/metrics.ts';
import { localClient, storesOn, TABLE_NAME } from '../../local/store/local-stores.ts';
import { startStore } from '../../local/store/start-store.ts';
import type { TrackMessage } from './product-events.ts';

const RETENTION_DAYS = 400;

/** The ingest function and the seal over an embedded store of their own, with a meter. */
export interface MeteredIngest {
  readonly client: DynamoDBDocumentClient;
  readonly consumed: Readonly<Consumed>;
  readonly time: { now: number };
  readonly services: Awaited<ReturnType<typeof servicesOn>>;
  /** Throws unless the answer is 200. */
  post(batch: readonly TrackMessage[]): Promise<void>;
  seal(): Promise<void>;
  close(): Promise<void>;
}

async function servicesOn(client: DynamoDBDocumentClient, clock: () => number) {
  const given = {
    ...storesOn(client, clock, RETENTION_DAYS),
    clock,
    settings: { retentionDays: RETENTION_DAYS },
    log: createLog((line) => process.stderr.write(`${line}\n`), clock),
    metrics: noMetrics,
    caches: createCaches(clock),
  };
  await importKey(given.documents, { key: KEYS.write, role: 'write', source: 'backend' }, clock);
  return composeServices(given);
}

/** API Gateway's ids have 16 characters; they stand in the key of what is stored. */
function gatewayRequestId(): string {
  return `${randomBytes(11).toString('base64url')}=`;
}

/** Starts ingest over a store of its own, with a clock that stands at an instant until it is moved. */
export async function startMeteredIngest(startAt: number): Promise<MeteredIngest> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  const store = await startStore(join(folder, 'store'));
  const client = localClient(store.endpoint);
  await createTable(client, TABLE_NAME);
  const time = { now: startAt };
  const services = await servicesOn(client, () => time.now);
  const ingest = createIngest(services);
  const consumed = meterConsumed(client);
  return {
    client,
    consumed,
    time,
    services,
    async post(batch) {
      const event = gatewayRequest('/v1/batch', { key: KEYS.write, body: { batch } });
      const requestContext = { ...event.requestContext, requestId: gatewayRequestId() };
      const answer = await ingest({ ...event, requestContext });
      if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
    },
    async seal() {
      await runSeal(services);
    },
    async close() {
      client.destroy();
      await store.stop();
      await rm(folder, { recursive: true });
    },
  };
}
