import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../lib/http/problem.ts';
import type { Dialect } from '../../../lib/http/wire/dialect.ts';
import { BODY_KEY_FIELDS, DIALECTS } from '../../../lib/http/wire/dialects.ts';
import { POSTHOG } from '../../../lib/http/wire/posthog.ts';
import { SEGMENT_BROWSER } from '../../../lib/http/wire/segment-browser.ts';
import { SEGMENT_SERVER } from '../../../lib/http/wire/segment-server.ts';

const routes = DIALECTS.flatMap((dialect) => dialect.routes);

function itemsOf(dialect: Dialect, path: string, body: Record<string, unknown>) {
  const read = dialect.routes.find((route) => route.path === path)?.read(body, '{}');
  return read === undefined || isProblem(read) ? undefined : read.items;
}

describe('wire formats', () => {
  it('share no path', () => {
    const paths = routes.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('have the key in the fields that their clients know', () => {
    expect(new Set(BODY_KEY_FIELDS)).toEqual(new Set(['writeKey', 'api_key']));
  });

  it('refuse a list that is none, by a problem that names its field', () => {
    const lists = routes.filter(({ type }) => type === undefined);
    expect(lists).not.toEqual([]);
    for (const { read, schema } of lists) {
      const [field = ''] = Object(schema.schema['required']);
      const answer = read({ [field]: 'none' }, '{}');
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
    }
  });

  it('name no list that was not refused in their answer', () => {
    const refused = [{ index: 0, reason: 'malformed' as const, message: 'no event' }];
    for (const { answer } of DIALECTS) {
      expect(answer([])).toEqual({ success: true });
      expect(answer(refused)).toEqual({ success: true, rejected: refused });
    }
  });

  it('of Segment read the same call by its long path and by its letter', () => {
    const call = { event: 'Song Played', userId: 'u1', messageId: 'm1' };
    const [read] = itemsOf(SEGMENT_SERVER, '/v1/track', call) ?? [];
    expect(read).toMatchObject({ type: 'track', name: 'Song Played', userId: 'u1' });
    expect(itemsOf(SEGMENT_BROWSER, '/v1/t', call)).toEqual([read]);
    const batch = { batch: [{ ...call, type: 'track' }] };
    expect(itemsOf(SEGMENT_SERVER, '/v1/import', batch)).toEqual([read]);
    expect(itemsOf(SEGMENT_BROWSER, '/v1/b', batch)).toEqual([read]);
  });

  it('of PostHog read a distinct_id as a user', () => {
    const batch = [{ event: 'Song Played', distinct_id: 'u1', uuid: 'm1' }];
    expect(itemsOf(POSTHOG, '/batch', { batch })).toMatchObject([
      { type: 'track', name: 'Song Played', userId: 'u1', messageId: 'm1' },
    ]);
  });
});
