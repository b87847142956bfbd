import type { Alert } from '../../lib/alerts/alert.ts';
import { addDays } from '../../lib/model/day.ts';
import { shippedRules } from '../support/builders/shipped-rules.ts';
import { MORE_RULES, NARROW_MODEL, RICH_MODEL } from './golden-models.ts';
import { type GoldenWorld, goldenWorld } from './golden-world.ts';
import { seededPeople } from './seeded-people.ts';

const FIRST = '2026-09-01';
const DAYS = 60;

export const dayAt = (days: number): string => addDays(FIRST, days);

function at(world: GoldenWorld, days: number, time: string): void {
  world.time.now = Date.parse(`${dayAt(days)}T${time}Z`);
}

async function setUp({ admin }: GoldenWorld): Promise<void> {
  await admin('PUT', '/v1/sources/backend', { accountGroups: ['team'] });
  await admin('PUT', '/v1/models/default', RICH_MODEL);
  await admin('PUT', '/v1/models/narrow', NARROW_MODEL);
  for (const { id, ...rule } of shippedRules()) await admin('PUT', `/v1/rules/${id}`, rule);
  for (const [id, rule] of Object.entries(MORE_RULES)) {
    await admin('PUT', `/v1/rules/${id}`, { ...rule, cooldownDays: 14 });
  }
  // Many at once are told in one message: after a holiday.
  await admin('PUT', '/v1/rules/silent', MORE_RULES.silent);
  const url = 'https://hooks.example.com/barometer';
  await admin('PUT', '/v1/subscriptions/hook', { type: 'webhook', url, severities: ['high'] });
  await admin('PUT', '/v1/subscriptions/dana', { type: 'console', owner: 'dana', digest: 'daily' });
}

type People = ReturnType<typeof seededPeople>;

/** What is known of an account from its first day on. */
function introduced({ accounts, begins }: People, days: number): readonly object[] {
  return accounts.flatMap((groupId, n) => {
    if (begins(groupId) !== days) return [];
    const createdAt = `${dayAt(days === 0 ? -30 * n : days)}T08:00:00Z`;
    const plan = ['team', 'trial', 'business', 'none'][n % 4];
    const traits = { name: `${groupId} Ltd`, plan, mrr: 400 * n, createdAt };
    return [{ type: 'group', groupId, traits: { ...traits, csm: ['dana', 'eli'][n % 2] } }];
  });
}

const track = (userId: string, groupId: string, event: string, more: object = {}) => {
  return { type: 'track', userId, event, context: { groupId }, ...more };
};

const member = (n: number, account: string) => `user ${n} of ${account}`;

/** What changes on a day. */
const TURNS: Readonly<Record<number, readonly object[]>> = {
  5: [
    {
      type: 'identify',
      userId: member(0, 'acme'),
      anonymousId: 'browser 4',
      traits: { name: 'Ada' },
    },
  ],
  9: [{ type: 'alias', userId: member(1, 'acme'), previousId: 'ada@old.example' }],
  15: [
    track(member(1, 'globex'), 'acme', 'Invited'),
    track(member(1, 'globex'), 'globex', 'Account Removed User'),
  ],
  25: [{ type: 'group', groupId: 'acme', traits: { mrr: 1_500, sso: true } }],
  31: [{ type: 'group', groupId: 'globex', traits: { plan: 'team' } }],
  40: [track(member(0, 'initech'), 'initech', 'Subscription Cancelled')],
  46: [track(member(0, 'acme'), 'acme', 'Données exportées')],
  52: [{ type: 'group', groupId: 'acme', traits: { csm: 'eli', mrr: 900 } }],
};

/** Events that come three days late, and some of browsers that nobody knows. */
function besides(days: number): readonly object[] {
  const late = { timestamp: `${dayAt(days - 3)}T16:00:00Z` };
  const lateOnes = [track(member(0, 'globex'), 'globex', 'Opened', late)];
  const anonymousId = `browser ${days}`;
  return [
    ...(days % 10 === 6 ? lateOnes : []),
    ...(days % 4 === 0 ? [{ type: 'page', anonymousId, context: { groupId: 'acme' } }] : []),
    ...(TURNS[days] ?? []),
  ];
}

async function receive(world: GoldenWorld, people: People, days: number): Promise<void> {
  const done = people.day(days).map(([user, account, event]) => track(user, account, event));
  const posted = [...introduced(people, days), ...done, ...besides(days)];
  const noon = Math.ceil(posted.length / 2);
  for (const [half, time] of [
    [posted.slice(0, noon), '10:00:00'],
    [posted.slice(noon), '17:00:00'],
  ] as const) {
    at(world, days, time);
    const timestamp = new Date(world.time.now - 60_000).toISOString();
    const batch = half.map((event, n) => ({
      messageId: `${dayAt(days)}/${time}/${n}`,
      timestamp,
      ...event,
    }));
    await world.post('/v1/batch', { batch });
    // What a client sends again counts once.
    if (days % 9 === 0) await world.post('/v1/batch', { batch });
    await world.tail();
  }
}

/** Sums that a backend posts at night, and corrects once. */
async function nightly(world: GoldenWorld, days: number): Promise<void> {
  const sum = (accountId: string, count: number) => {
    return { accountId, event: 'Synced', day: dayAt(days), count };
  };
  const counts = [sum('acme', days), sum('globex', 2), { ...sum('wayne', 1), userId: 'bot' }];
  await world.post('/v1/counts', { version: 1, counts });
  if (days % 8 === 0) await world.post('/v1/counts', { version: 2, counts: [sum('acme', 1)] });
}

/** What an import brings of the two months before. */
async function importHistory({ post }: GoldenWorld): Promise<void> {
  const counts = Array.from({ length: 12 }, (_, n) =>
    ['acme', 'hooli'].map((accountId) => {
      return {
        userId: member(0, accountId),
        accountId,
        event: 'Opened',
        day: dayAt(-5 * n - 1),
        count: n + 1,
      };
    }),
  );
  await post('/v1/counts', { counts: counts.flat() });
}

/** What operators do on a day. */
async function operate({ admin, get, score, time }: GoldenWorld, days: number): Promise<void> {
  if (days === 20) {
    const { body } = await get('/v1/alerts?limit=1');
    const [alert] = (body['data'] ?? []) as readonly Pick<Alert, 'id'>[];
    await admin('POST', `/v1/alerts/${alert?.id}/acknowledge`, { note: 'seen' });
  }
  if (days === 28) {
    const events = { ...RICH_MODEL.events, Commented: { weight: 4, feature: 'talk' } };
    await admin('PUT', '/v1/models/default', { ...RICH_MODEL, events });
  }
  if (days === 33) {
    const until = new Date(time.now + 5 * 86_400_000).toISOString();
    await admin('POST', '/v1/rules/low/silence', { until });
  }
  if (days === 44) {
    await admin('DELETE', `/v1/users/${member(1, '東京支社')}`);
    await score({ job: 'erase' });
  }
  if (days === 59) {
    const candidate = { ...RICH_MODEL, defaultWeight: 2 };
    const path = '/v1/models/default/preview?days=5&wait=false';
    const { body } = await admin('POST', path, candidate);
    await score({ previewId: String(body['previewId']) });
  }
}

/** Sixty days of eight accounts with every kind of rule, and the morning after, which is live. */
export async function sixtyDays(): Promise<GoldenWorld> {
  const world = await goldenWorld(`${FIRST}T06:00:00.000Z`);
  const people = seededPeople(20_260_901);
  await setUp(world);
  await importHistory(world);
  for (let days = 0; days < DAYS; days++) {
    await receive(world, people, days);
    await operate(world, days);
    if (days % 5 === 0) await world.score({ job: 'score' });
    at(world, days + 1, '00:10:00');
    await nightly(world, days);
    await world.seal();
    await world.score({ job: 'close' });
  }
  await receive(world, people, DAYS);
  await world.score({ job: 'score' });
  return world;
}
