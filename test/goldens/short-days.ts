import { addDays } from '../../lib/model/day.ts';
import type { GoldenWorld } from './golden-world.ts';

const FIRST = '2026-11-16';

/** `[user, account, event, count]`; empty text for none. */
const HISTORY = [
  ['ada', 'acme', 'Opened', 4],
  ['ada', 'acme', 'Invited', 1],
  ['Ünal', 'acme', 'Exported', 2],
  ['', 'acme', 'Paused', 1],
  ['bob', 'globex', 'Opened', 3],
  ['李雷', 'globex', 'Invited', 1],
  ['bob', '東京支社', 'Opened', 2],
  ['gone', 'globex', 'Opened', 1],
  ['eve', '', 'Opened', 1],
] as const;

/** Days of a short life, from 0; those before it are negative. */
export const day = (at: number) => addDays(FIRST, at);

/** The same batch as clients send it, with message ids and instants of the day. */
function batch(days: number, time: string, events: readonly object[]) {
  const timestamp = `${day(days)}T${time}Z`;
  return {
    batch: events.map((event, n) => ({ messageId: `${day(days)}/${n}`, timestamp, ...event })),
  };
}

const track = (userId: string, groupId: string, event: string, more: object = {}) => {
  return { type: 'track', userId, event, context: { groupId }, ...more };
};

/** What an import brings: months in daily sums, the later version winning. */
export async function importHistory({ post }: GoldenWorld): Promise<void> {
  for (const version of [1, 2]) {
    const counts = Array.from({ length: 18 }, (_, week) =>
      HISTORY.slice(week % 3).map(([userId, accountId, event, count]) => ({
        ...(userId && { userId }),
        ...(accountId && { accountId }),
        event,
        day: day(-120 + week * 7 - (week > 9 ? 2 : 0)),
        count: count * version + (week % 2),
      })),
    );
    await post('/v1/counts', { version, counts: counts.flat() });
  }
}

async function firstDay(world: GoldenWorld): Promise<void> {
  const createdAt = `${day(-100)}T10:00:00Z`;
  await world.post(
    '/v1/batch',
    batch(0, '09:00:00', [
      {
        type: 'identify',
        userId: 'ada',
        anonymousId: 'browser-1',
        traits: { name: 'Ada', createdAt },
      },
      { type: 'identify', userId: '李雷', traits: { name: '李雷', email: 'li@example.com' } },
      {
        type: 'group',
        userId: 'ada',
        groupId: 'acme',
        traits: { plan: 'team', mrr: 900, csm: 'dana', name: 'Acme Ltd', createdAt },
      },
      {
        type: 'group',
        userId: 'bob',
        groupId: 'globex',
        traits: { plan: 'trial', csm: 'eli', sso: true },
      },
      { type: 'track', anonymousId: 'browser-1', event: 'Opened', context: { groupId: 'acme' } },
      { type: 'track', anonymousId: 'browser-2', event: 'Opened' },
      { type: 'page', userId: 'bob', name: 'Pricing' },
      { type: 'alias', userId: 'bob', previousId: 'robert' },
      track('robert', 'globex', 'Opened'),
      track('Ünal', 'acme', 'Données exportées'),
      track('ada', 'acme', 'Opened', { timestamp: undefined }),
      track('ada', 'acme', 'Too old', { timestamp: '2020-01-01T00:00:00Z' }),
      track('', 'acme', 'Nobody'),
      track('eve', '', 'Opened', { messageId: undefined, properties: { path: '/a' } }),
    ]),
  );
}

const usual = (days: number) => [
  track('ada', 'acme', 'Opened'),
  track('ada', 'acme', 'Invited'),
  track('Ünal', 'acme', 'Exported'),
  track('bob', 'globex', 'Opened'),
  ...Array.from({ length: 8 - days }, () => track('李雷', 'globex', 'Invited')),
  track('newcomer', '東京支社', 'Opened'),
];

/** What happens on one of four days besides the usual. */
function special(days: number): readonly object[] {
  const yesterday = { timestamp: `${day(days - 1)}T15:00:00Z` };
  const moved = [
    track('eve', 'acme', 'Opened'),
    track('bob', 'globex', 'Account Removed User'),
    track('bob', '東京支社', 'Invited'),
    { type: 'group', userId: 'ada', groupId: 'acme', traits: { mrr: 1_200 } },
    { type: 'group', userId: 'li', groupId: 'globex', traits: { plan: 'team' } },
  ];
  const late = [
    track('zoe', 'acme', 'Opened', yesterday),
    track('ada', 'acme', 'Invited', { timestamp: `${day(0)}T08:00:00Z` }),
    track('Ünal', 'acme', 'Account Removed User'),
    track('bob', 'globex', 'Subscription Cancelled'),
  ];
  return { 1: moved, 2: late }[days] ?? [track('ada', 'acme', 'Paused')];
}

/** All that comes in on the morning of a day. */
export async function morning(world: GoldenWorld, days: number): Promise<void> {
  if (days === 0) await firstDay(world);
  await world.post('/v1/batch', batch(days, '09:01:00', [...usual(days), ...special(days)]));
  const properties = { $groups: { company: 'acme' } };
  const posthog = { event: 'Opened', distinct_id: 'ada', properties, uuid: `p${days}` };
  await world.post('/batch', { batch: [{ ...posthog, timestamp: `${day(days)}T09:02:00Z` }] });
}
