import { describe, expect, it } from 'vitest';
import { accept, acceptedOf, RECEIVED } from '../support/builders/accept.ts';

const HOUR = 3_600_000;

describe('a refused event', () => {
  it.each([
    { type: 'track', given: {}, reason: 'no_user_id' },
    { type: 'group', given: { userId: 'ada' }, reason: 'no_account_id' },
    { type: 'identify', given: { accountId: 'acme' }, reason: 'no_user_id' },
    { type: 'alias', given: { anonymousId: 'b7', previousId: 'eve' }, reason: 'no_user_id' },
    { type: 'alias', given: { userId: 'ada' }, reason: 'no_previous_id' },
  ] as const)('a $type with $given alone is refused: $reason', ({ type, given, reason }) => {
    expect(accept({ type, ...given })).toMatchObject({ reason });
  });

  it('an event without an id is refused with a message that names the missing one', () => {
    expect([
      accept({}),
      accept({ type: 'group', userId: 'ada' }),
      accept({ type: 'alias' }),
      accept({ type: 'alias', userId: 'ada' }),
      accept({ name: undefined, userId: 'ada' }),
    ]).toEqual([
      {
        reason: 'no_user_id',
        message: 'there is neither userId nor anonymousId nor an account',
      },
      { reason: 'no_account_id', message: 'a group call needs a groupId' },
      { reason: 'no_user_id', message: 'an alias call needs a userId' },
      { reason: 'no_previous_id', message: 'an alias call needs a previousId' },
      { reason: 'no_event_name', message: 'a track call needs an event' },
    ]);
  });

  it.each(['userId', 'anonymousId', 'accountId', 'previousId'] as const)(
    'an event whose %s has more than 256 characters is refused',
    (field) => {
      expect(acceptedOf({ [field]: 'x'.repeat(256) })).toMatchObject({ event: 'Opened' });
      expect(accept({ userId: 'ada', [field]: 'x'.repeat(257) })).toEqual({
        reason: 'invalid_id',
        message: `${field} has more than 256 characters`,
      });
    },
  );

  it('the characters of an id are counted as people see them, and half of one is no text', () => {
    expect(acceptedOf({ userId: '😀'.repeat(256) }).event).toBe('Opened');
    expect(accept({ userId: '😀'.repeat(257) })).toMatchObject({ reason: 'invalid_id' });
    expect(accept({ userId: 'ada\ud83d' })).toEqual({
      reason: 'invalid_id',
      message: 'userId has half a surrogate pair, which is no text',
    });
  });

  it('an event whose messageId has more than 100 characters is refused', () => {
    expect(acceptedOf({ messageId: 'x'.repeat(100) }).event).toBe('Opened');
    expect(accept({ userId: 'ada', messageId: 'x'.repeat(101) })).toEqual({
      reason: 'invalid_message_id',
      message: 'messageId has more than 100 characters',
    });
  });

  it('an event whose counted name has more than 200 characters is refused', () => {
    expect(acceptedOf({ name: 'x'.repeat(200) }).event).toHaveLength(200);
    expect(accept({ userId: 'ada', name: 'x'.repeat(201) })).toEqual({
      reason: 'invalid_event_name',
      message: 'the event has more than 200 characters',
    });
    const page = { type: 'page', userId: 'ada' } as const;
    expect(acceptedOf({ ...page, name: 'x'.repeat(188) }).event).toHaveLength(200);
    expect(accept({ ...page, name: 'x'.repeat(189) })).toMatchObject({
      reason: 'invalid_event_name',
    });
  });

  it('an event counts from the retention back to 24 hours ahead of its receipt', () => {
    const [earliest, latest] = [RECEIVED - 30 * 24 * HOUR, RECEIVED + 24 * HOUR];
    expect(acceptedOf({ timestamp: earliest }).occurredAt).toBe(earliest);
    expect(acceptedOf({ timestamp: latest }).occurredAt).toBe(latest);
    expect(accept({ userId: 'ada', timestamp: earliest - 1 })).toEqual({
      reason: 'too_old',
      message: 'the timestamp is more than 30 days ago',
    });
    expect(accept({ userId: 'ada', timestamp: latest + 1 })).toEqual({
      reason: 'in_the_future',
      message: 'the timestamp is more than 24 hours ahead',
    });
  });
});
