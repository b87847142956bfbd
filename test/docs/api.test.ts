import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { send } from '../../fixtures/gateway-request.ts';
import { createApi } from '../../functions/api.ts';
import { REFUSAL_REASONS } from '../../lib/events/event.ts';
import { PROBLEM_KINDS } from '../../lib/http/problem.ts';
import { testServices } from '../support/worlds/test-services.ts';

const text = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');

describe('docs/api.md', () => {
  it.each(REFUSAL_REASONS)('docs/api.md explains the refusal %s', (reason) => {
    expect(text).toContain(`| \`${reason}\` |`);
  });

  it.each(PROBLEM_KINDS)('docs/api.md explains the problem %s', (kind) => {
    expect(text).toContain(`| \`${kind}\` |`);
  });

  it('docs/api.md names every path that there is', async () => {
    const api = createApi(await testServices());
    const { body } = await send(api, '/openapi.json', { method: 'GET' });
    const paths = Object.keys(Object(body['paths']));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !text.includes(path))).toEqual([]);
  });
});
