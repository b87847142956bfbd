import { expect, it } from 'vitest';
import { acceptEvents } from '../../lib/events/accept-events.ts';
import type { PostedEvent } from '../../lib/events/event.ts';

const context = {
  source: 'web',
  receivedAt: Date.parse('2026-11-20T12:00:00Z'),
  requestId: 'r1',
  fingerprint: (parts: readonly string[]) => parts.join('|'),
  retentionDays: 30,
  keptTraits: new Set<string>(),
};
const opened: PostedEvent = { type: 'track', name: 'Opened', userId: 'ada' };

it('a bad event takes no good one of its request with it, and each keeps its position', () => {
  const unreadable = { reason: 'malformed', message: 'the event is no object' } as const;
  const nobody: PostedEvent = { type: 'track', name: 'Opened' };
  const { events, refused } = acceptEvents([unreadable, opened, nobody, opened], context);
  expect(events.map(({ index, event }) => [index, event])).toEqual([
    [1, 'Opened'],
    [3, 'Opened'],
  ]);
  expect(refused).toEqual([
    { index: 0, ...unreadable },
    {
      index: 2,
      reason: 'no_user_id',
      message: 'there is neither userId nor anonymousId nor an account',
    },
  ]);
});

it('events that are alike count apart within a request, and the same in the request sent again', () => {
  const dated = { ...opened, timestamp: context.receivedAt };
  const printsOf = () => {
    const { events } = acceptEvents([dated, dated], context);
    return events.map(({ fingerprint }) => fingerprint);
  };
  const prints = printsOf();
  expect(new Set(prints).size).toBe(2);
  expect(printsOf()).toEqual(prints);
});

it('a request without events has none accepted and none refused', () => {
  expect(acceptEvents([], context)).toEqual({ events: [], refused: [] });
});
