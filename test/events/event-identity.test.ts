import { describe, expect, it } from 'vitest';
import { acceptedOf, RECEIVED } from '../support/builders/accept.ts';

const HOUR = 3_600_000;

describe('the fingerprint of an event', () => {
  const print = (...given: Parameters<typeof acceptedOf>) => acceptedOf(...given).fingerprint;
  const anonymous = { userId: undefined, anonymousId: 'b7' };

  it('a message is the same one by its source, its poster and its id alone', () => {
    expect(print({ messageId: 'm1' })).toBe('web|uada|m1');
    expect(print({ messageId: 'm1', name: 'Saved', timestamp: RECEIVED })).toBe('web|uada|m1');
    expect(print({ messageId: 'm1', ...anonymous })).toBe('web|nb7|m1');
    expect(print({ messageId: 'm1', anonymousId: 'b7', accountId: 'acme' })).toBe('web|uada|m1');
  });

  it('an event without a messageId is the same one by its content', () => {
    const timestamp = RECEIVED - HOUR;
    expect(print({ timestamp })).toBe(`web|uada||Opened|${timestamp}|`);
    expect(print({ timestamp, accountId: 'acme', properties: '{"a":1}' })).toBe(
      `web|uada|acme|Opened|${timestamp}|{"a":1}`,
    );
  });

  it('an event without a messageId and a timestamp is another one in each request', () => {
    expect(print({})).toBe(`web|uada||Opened|${RECEIVED}/r1|`);
    expect(print({}, { requestId: 'r2' })).toBe(`web|uada||Opened|${RECEIVED}/r2|`);
  });

  it('events of one request that are alike are told apart by their order', () => {
    const repeats = new Map<string, number>();
    const first = `web|uada||Opened|${RECEIVED}/r1|`;
    expect([print({}, { repeats }), print({}, { repeats }), print({}, { repeats })]).toEqual([
      first,
      `${first}|1`,
      `${first}|2`,
    ]);
    expect(print({ name: 'Saved' }, { repeats })).toBe(`web|uada||Saved|${RECEIVED}/r1|`);
  });

  it('a message that is sent twice in one request keeps its fingerprint', () => {
    const repeats = new Map<string, number>();
    const twice = [1, 2].map(() => print({ messageId: 'm1' }, { repeats }));
    expect(twice).toEqual(['web|uada|m1', 'web|uada|m1']);
  });
});
