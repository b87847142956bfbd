import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { gatewayRequest } from '../../fixtures/gateway-request.ts';
import { KEYS } from '../../fixtures/keys.ts';
import { createIngest } from '../../functions/ingest.ts';
import { type Consumed, meterConsumed } from '../../lib/dynamo/client/meter-consumed.ts';
import type { HttpHandler } from '../../lib/runtime/server/http-handler.ts';
import { importKey } from '../../lib/runtime/services/api-keys.ts';
import { benchServices } from '../bench-services.ts';
import { withStore } from '../bench-store.ts';
import type { TrackMessage } from './product-events.ts';

/** The ingest function over an embedded store of its own, with a meter. */
export interface MeteredIngest {
  readonly client: DynamoDBDocumentClient;
  readonly consumed: Readonly<Consumed>;
  /** It stands where it is until it is moved. */
  readonly time: { now: number };
  readonly services: ReturnType<typeof benchServices>;
  readonly handle: HttpHandler;
}

/** API Gateway's ids have 16 characters; they stand in the key of what is stored. */
function gatewayRequestId(): string {
  return `${randomBytes(11).toString('base64url')}=`;
}

/** Posts a batch; throws unless the answer is 200. */
export async function postTo(ingest: MeteredIngest, batch: readonly TrackMessage[]): Promise<void> {
  const event = gatewayRequest('/v1/batch', { key: KEYS.write, body: { batch } });
  const requestContext = { ...event.requestContext, requestId: gatewayRequestId() };
  const answer = await ingest.handle({ ...event, requestContext });
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
}

/** Starts ingest over a store of its own, with a clock that begins at an instant. */
export function withMeteredIngest<Result>(
  startAt: number,
  work: (ingest: MeteredIngest) => Promise<Result>,
): Promise<Result> {
  const time = { now: startAt };
  const clock = () => time.now;
  return withStore(clock, async ({ client, stores }) => {
    const services = benchServices(stores, clock);
    const key = { key: KEYS.write, role: 'write', source: 'backend' } as const;
    await importKey(stores.documents, key, clock);
    const consumed = meterConsumed(client);
    return await work({ client, consumed, time, services, handle: createIngest(services) });
  });
}
