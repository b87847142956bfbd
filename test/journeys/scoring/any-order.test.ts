import fc from 'fast-check';
import { expect, it } from 'vitest';
import { send } from '../../../fixtures/gateway-request.ts';
import { KEYS } from '../../../fixtures/keys.ts';
import { putModel } from '../../../lib/model/model-versions.ts';
import { runSeal } from '../../../lib/runtime/jobs/catch-up/run-seal.ts';
import { runTail } from '../../../lib/runtime/jobs/catch-up/run-tail.ts';
import { runClose } from '../../../lib/runtime/jobs/score/run-score.ts';
import { importKey } from '../../../lib/runtime/services/api-keys.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { emptyWorld, snapshotsOf } from '../../support/worlds/durable-world.ts';

const BEGIN = '2026-11-20T06:00:00Z';
const MINUTES = 60_000;

/** Traits, members, links and everything else that is said by events. */
const { model: MODEL } = aModel({
  defaultWeight: 1,
  population: { of: 'user', not: { trait: 'plan', equals: 'internal' } },
  owner: { trait: 'plan' },
  lifecycle: { paid: { trait: 'plan', equals: 'paid' }, cancelled: { event: 'Left' } },
  activation: { account: { within: 14, steps: [{ id: 'open', event: 'Opened', atLeast: 2 }] } },
});

const user = fc.constantFrom('ada', 'bob', 'cid', 'dan');
const visitor = fc.constantFrom('x', 'y');
const account = fc.constantFrom('acme', 'globex');
/** Of the last five days, at few instants, so that writers meet. */
const timestamp = fc
  .integer({ min: 1, max: 20 })
  .map((n) => new Date(Date.parse(BEGIN) - n * 6 * 3_600_000).toISOString());
const traits = fc.record({ plan: fc.constantFrom('trial', 'paid', 'internal', null) });
const event = fc.constantFrom('Opened', 'Invited', 'Left', 'Account Removed User');

const tracked = fc.record(
  { type: fc.constant('track'), userId: user, event, groupId: account, timestamp },
  { requiredKeys: ['type', 'userId', 'event', 'timestamp'] },
);
const visited = fc.record({ type: fc.constant('page'), anonymousId: visitor, timestamp });
const identified = fc.record(
  { type: fc.constant('identify'), userId: user, anonymousId: visitor, traits, timestamp },
  { requiredKeys: ['type', 'userId', 'timestamp'] },
);
const grouped = fc.record({
  type: fc.constant('group'),
  userId: user,
  groupId: account,
  traits,
  timestamp,
});
/** Among four users and two visitors: chains, cycles, and several names for one person. */
const aliased = fc.record({
  type: fc.constant('alias'),
  userId: user,
  previousId: fc.oneof(user, visitor),
  timestamp,
});

const calls = fc
  .array(fc.oneof(tracked, tracked, visited, identified, grouped, aliased), { maxLength: 16 })
  .map((all) => all.map((call, n) => ({ ...call, messageId: `m${n}` })));

/** How a world gets the calls: in which order, how many a request, and which of them twice. */
const delivery = fc.record({
  order: fc.infiniteStream(fc.nat()),
  cut: fc.integer({ min: 1, max: 5 }),
});

type Calls = typeof calls extends fc.Arbitrary<infer Value> ? Value : never;
type Delivery = typeof delivery extends fc.Arbitrary<infer Value> ? Value : never;

function requestsOf(all: Calls, { order, cut }: Delivery): Calls[] {
  const shuffled = [...all, ...all.slice(0, cut)]
    .map((call) => ({ call, at: order.next().value ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ call }) => call);
  const requests: Calls[] = [];
  for (let at = 0; at < shuffled.length; at += cut) requests.push(shuffled.slice(at, at + cut));
  return requests;
}

/** The snapshots of the day, byte by byte, once all requests came and the day is over. */
async function scoresAfter(requests: readonly Calls[]): Promise<ReadonlyMap<string, string>> {
  const world = await emptyWorld(BEGIN);
  const { documents } = world.stores;
  await putModel(documents, MODEL);
  await importKey(
    documents,
    { key: KEYS.write, role: 'write', source: 'web' },
    () => world.time.now,
  );
  const { ingest, services } = world.start();
  for (const [n, batch] of requests.entries()) {
    const answer = await send(ingest, '/v1/batch', { key: KEYS.write, body: { batch } });
    expect(answer.body).toEqual({ success: true });
    world.time.now += 20 * MINUTES;
    if (n % 2 === 0) await runTail(services);
    if (n % 3 === 0) await runSeal(services);
  }
  world.time.now = Date.parse('2026-11-21T00:30:00Z');
  await runTail(services);
  await runClose(services);
  const stored = await snapshotsOf(world.stores);
  return new Map([...stored].map(([name, text]) => [name, withoutReceipt(text)]));
}

/** A head names the last late receipt that is in it, of which every cut into requests has another. */
function withoutReceipt(text: string): string {
  return text.replace(/"lateThrough":"[^"]*",/, '');
}

it('events in any order, cut into requests in any way and sent twice come to the same bytes of scores', async () => {
  await fc.assert(
    fc.asyncProperty(calls, delivery, delivery, async (all, one, other) => {
      const scores = await scoresAfter(requestsOf(all, one));
      expect(scores.size).toBeGreaterThan(0);
      expect(await scoresAfter(requestsOf(all, other))).toEqual(scores);
    }),
    { numRuns: 150 },
  );
});
