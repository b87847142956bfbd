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
  it('two dialects share no path', () => {
    const paths = routes.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('a key of a caller in a body is looked for in the fields of all dialects', () => {
    expect(new Set(BODY_KEY_FIELDS)).toEqual(new Set(['writeKey', 'api_key']));
  });

  it('a list of events that is none is a problem that names its field', () => {
    const lists = routes.filter(({ type }) => type === undefined);
    expect(lists).not.toEqual([]);
    for (const { read, schema } of lists) {
      const [field = ''] = Object(schema.schema['required']);
      const answer = read({ [field]: 'none' }, '{}');
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
    }
  });

  it('the answer to a batch lists what was refused, and nothing when all was taken', () => {
    const refused = [{ index: 0, reason: 'malformed' as const, message: 'no event' }];
    for (const { answer } of DIALECTS) {
      expect(answer([])).toEqual({ success: true });
      expect(answer(refused)).toEqual({ success: true, rejected: refused });
    }
  });

  it('a call of Segment is read the same by its long path and by its letter', () => {
    const call = { event: 'Song Played', userId: 'u1', messageId: 'm1' };
    const [read] = itemsOf(SEGMENT_SERVER, '/v1/track', call) ?? [];
    expect(read).toMatchObject({ type: 'track', name: 'Song Played', userId: 'u1' });
    expect(itemsOf(SEGMENT_BROWSER, '/v1/t', call)).toEqual([read]);
    const batch = { batch: [{ ...call, type: 'track' }] };
    expect(itemsOf(SEGMENT_SERVER, '/v1/import', batch)).toEqual([read]);
    expect(itemsOf(SEGMENT_BROWSER, '/v1/b', batch)).toEqual([read]);
  });

  it('a distinct_id of PostHog is read as a user', () => {
    const batch = [{ event: 'Song Played', distinct_id: 'u1', uuid: 'm1' }];
    expect(itemsOf(POSTHOG, '/batch', { batch })).toMatchObject([
      { type: 'track', name: 'Song Played', userId: 'u1', messageId: 'm1' },
    ]);
  });
});
