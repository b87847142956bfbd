import { describe, expect, it } from 'vitest';
import type { AcceptContext } from '../../lib/events/accept-event.ts';
import { accept, acceptedOf, RECEIVED } from '../support/builders/accept.ts';

const HOUR = 3_600_000;

describe('an accepted event', () => {
  it('a tracked event is accepted with all that is posted of it', () => {
    const posted = { userId: 'ada', anonymousId: 'b7', accountId: 'acme', messageId: 'm1' };
    expect(accept({ ...posted, timestamp: RECEIVED - HOUR })).toStrictEqual({
      index: 3,
      kind: 'track',
      actor: { kind: 'user', id: 'ada' },
      accountId: 'acme',
      event: 'Opened',
      occurredAt: RECEIVED - HOUR,
      dated: true,
      fingerprint: 'web|uada|m1',
    });
  });

  it('an event without a timestamp happened when it was received, and is not dated', () => {
    expect(acceptedOf({})).toMatchObject({ occurredAt: RECEIVED, dated: false });
    expect(acceptedOf({ timestamp: RECEIVED })).toMatchObject({
      occurredAt: RECEIVED,
      dated: true,
    });
  });

  it('an event of a browser that has not said who it is has an anonymous actor', () => {
    expect(accept({ anonymousId: 'b7', messageId: 'm1' })).toStrictEqual({
      index: 3,
      kind: 'track',
      actor: { kind: 'anonymous', id: 'b7' },
      event: 'Opened',
      occurredAt: RECEIVED,
      dated: false,
      fingerprint: 'web|nb7|m1',
    });
  });

  it('an event of an account alone has no actor', () => {
    expect(accept({ accountId: 'acme', messageId: 'm1' })).toStrictEqual({
      index: 3,
      kind: 'track',
      accountId: 'acme',
      event: 'Opened',
      occurredAt: RECEIVED,
      dated: false,
      fingerprint: 'web|aacme|m1',
    });
  });

  it.each([
    { given: { type: 'page', name: undefined }, event: 'Viewed Page', kind: 'track' },
    { given: { type: 'page', name: 'Pricing' }, event: 'Viewed Pricing Page', kind: 'track' },
    {
      given: { type: 'page', category: 'Docs', name: 'Index' },
      event: 'Viewed Docs Index Page',
      kind: 'track',
    },
    {
      given: { type: 'page', category: 'Docs', name: undefined },
      event: 'Viewed Docs Page',
      kind: 'track',
    },
    { given: { type: 'screen', name: undefined }, event: 'Viewed Screen', kind: 'track' },
    { given: { type: 'screen', name: 'Home' }, event: 'Viewed Home Screen', kind: 'track' },
    { given: { type: 'identify' }, event: '$identify', kind: 'identify' },
    { given: { type: 'group', accountId: 'acme' }, event: '$group', kind: 'group' },
    { given: { type: 'alias', previousId: 'eve' }, event: '$alias', kind: 'alias' },
  ] as const)('an event with $given counts as $event', ({ given, event, kind }) => {
    expect(acceptedOf(given)).toMatchObject({ event, kind });
  });

  it('an event name is counted in its composed form, whichever way it was typed', () => {
    expect(acceptedOf({ name: 'Cafe\u0301' }).event).toBe('Caf\u00e9');
  });

  it('the traits of an event are those that something names', () => {
    const traits = { plan: 'team', seats: 4 };
    expect(acceptedOf({ type: 'identify', traits }).traits).toEqual({ plan: 'team' });
    expect(acceptedOf({ type: 'identify', traits: { seats: 4 } })).not.toHaveProperty('traits');
  });
});

describe('the link of an event', () => {
  const eve = { kind: 'anonymous', id: 'eve' };

  it('an identify with two different ids says that both are one person', () => {
    expect(acceptedOf({ type: 'identify', anonymousId: 'eve' }).link).toEqual(eve);
    expect(acceptedOf({ type: 'identify', anonymousId: 'ada' })).not.toHaveProperty('link');
    expect(acceptedOf({ type: 'identify' })).not.toHaveProperty('link');
    const unknown = acceptedOf({ type: 'identify', userId: undefined, anonymousId: 'eve' });
    expect(unknown).not.toHaveProperty('link');
  });

  it('an alias links the previous id, unless it is the same one', () => {
    const alias = { type: 'alias', previousId: 'eve', anonymousId: 'b7' } as const;
    expect(acceptedOf(alias).link).toEqual(eve);
    expect(acceptedOf({ ...alias, previousId: 'ada' })).not.toHaveProperty('link');
  });

  it('no other call links the ids that it names', () => {
    for (const type of ['track', 'page', 'screen', 'group'] as const) {
      const both = acceptedOf({ type, anonymousId: 'eve', previousId: 'eve', accountId: 'acme' });
      expect(both).not.toHaveProperty('link');
    }
  });
});

describe('an erased person', () => {
  const erased = (...ids: readonly string[]): Partial<AcceptContext> => {
    return { isSuppressed: (kind, id) => ids.includes(`${kind} ${id}`) };
  };

  it('an event of an erased person is refused, and one of its account alone is not', () => {
    const refusal = {
      reason: 'suppressed',
      message: 'the user was erased and is not taken in again',
    };
    expect(accept({ userId: 'ada' }, erased('user ada'))).toEqual(refusal);
    expect(accept({ anonymousId: 'b7' }, erased('anonymous b7'))).toEqual(refusal);
    expect(accept({ accountId: 'ada' }, erased('user ada'))).toMatchObject({ event: 'Opened' });
    expect(acceptedOf({}, erased('user eve', 'anonymous ada')).event).toBe('Opened');
  });

  it('an erased id is not taken in beside that of somebody else', () => {
    const alias = { type: 'alias', previousId: 'eve' } as const;
    expect(acceptedOf(alias, erased('anonymous eve'))).not.toHaveProperty('link');
    expect(acceptedOf(alias, erased('user eve'))).not.toHaveProperty('link');
    expect(acceptedOf(alias, erased('user bob')).link).toEqual({ kind: 'anonymous', id: 'eve' });
    expect(acceptedOf({}, erased('user eve'))).not.toHaveProperty('link');
  });
});
