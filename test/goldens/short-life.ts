import type { Alert } from '../../lib/alerts/alert.ts';
import { attemptDelivery } from '../../lib/messaging/attempt-delivery.ts';
import { LocalDeliveryQueue } from '../../lib/messaging/local-delivery-queue.ts';
import { shippedRules } from '../support/builders/shipped-rules.ts';
import { MORE_RULES, NARROW_MODEL, RICH_MODEL } from './golden-models.ts';
import { type GoldenWorld, goldenWorld } from './golden-world.ts';
import { day, importHistory, morning } from './short-days.ts';

function at(world: GoldenWorld, days: number, time: string): void {
  world.time.now = Date.parse(`${day(days)}T${time}Z`);
}

async function setUp({ admin }: GoldenWorld): Promise<void> {
  await admin('PUT', '/v1/models/default', { ...RICH_MODEL, defaultWeight: 1 });
  await admin('PUT', '/v1/models/default', RICH_MODEL);
  await admin('PUT', '/v1/models/narrow', NARROW_MODEL);
  for (const { id, ...rule } of shippedRules()) await admin('PUT', `/v1/rules/${id}`, rule);
  for (const [id, rule] of Object.entries(MORE_RULES)) {
    await admin('PUT', `/v1/rules/${id}`, rule);
  }
  const url = 'https://hooks.example.com/barometer';
  await admin('PUT', '/v1/subscriptions/hook', { type: 'webhook', url, severities: ['high'] });
  await admin('PUT', '/v1/subscriptions/team', { type: 'slack', url, digest: 'daily' });
  await admin('PUT', '/v1/subscriptions/dana', { type: 'console', owner: 'dana', digest: 'daily' });
  await admin('POST', '/v1/subscriptions/hook/rotate');
  await admin('PUT', '/v1/sources/backend', { accountGroups: ['team'] });
  const { body } = await admin('POST', '/v1/keys', { role: 'write', source: 'backend' });
  await admin('DELETE', `/v1/keys/${body['id']}`);
}

async function live(world: GoldenWorld, days: number): Promise<void> {
  at(world, days, '09:05:00');
  await morning(world, days);
  await world.tail();
  at(world, days, '12:20:00');
  await world.seal();
  await world.score({ job: 'score' });
  at(world, days + 1, '00:10:00');
  await world.seal();
  await world.score({ job: 'close' });
}

/** What people do between times: an erasure, notes, previews and runs. */
async function administer(world: GoldenWorld): Promise<void> {
  const { admin, get, score, services, time } = world;
  const { body } = await get('/v1/alerts?limit=1');
  const [alert] = (body['data'] ?? []) as readonly Pick<Alert, 'id'>[];
  await admin('POST', `/v1/alerts/${alert?.id}/acknowledge`, { note: 'I call them' });
  const until = new Date(time.now + 86_400_000).toISOString();
  await admin('POST', '/v1/rules/low/silence', { until, subject: 'acme' });
  await admin('DELETE', '/v1/users/gone');
  await score({ job: 'erase' });
  const candidate = { ...RICH_MODEL, defaultWeight: 2 };
  const preview = await admin('POST', '/v1/models/default/preview?days=3&wait=false', candidate);
  await score({ previewId: String(preview.body['previewId']) });
  const run = await admin('POST', '/v1/runs', { asOf: day(1) });
  await score({ runId: String(run.body['runId']) });
  const delivery = { id: 'd1', subscriptionId: 'team', payload: { text: 'Ünal fell' }, attempt: 1 };
  const tools = {
    documents: services.documents,
    send: async () => ({ outcome: 'delivered' as const, status: 200 }),
    now: services.clock,
    jitter: () => 0.5,
  };
  await attemptDelivery(delivery, tools);
  const timer = () => ({ stop: () => undefined });
  const queue = new LocalDeliveryQueue(services.documents, tools, {
    timer,
    print: () => undefined,
  });
  await queue.add({ ...delivery, attempt: 2, notBefore: time.now + 60_000 });
}

/** Four days with a history, in which something of everything is written; the last hours are open. */
export async function shortLife(): Promise<GoldenWorld> {
  const isTold = ({ kind }: Alert) => kind !== 'segment.entered';
  const world = await goldenWorld(`${day(0)}T08:00:00.000Z`, isTold);
  await setUp(world);
  await importHistory(world);
  for (const days of [0, 1, 2, 3]) await live(world, days);
  await administer(world);
  at(world, 4, '09:05:00');
  await morning(world, 4);
  await world.tail();
  await world.score({ job: 'score' });
  return world;
}
