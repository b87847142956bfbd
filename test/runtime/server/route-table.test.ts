import { describe, expect, it } from 'vitest';
import type { HttpRoute, Method } from '../../../lib/runtime/server/route.ts';
import { createRouteTable } from '../../../lib/runtime/server/route-table.ts';

const route = (method: Method, path: string): HttpRoute => ({
  method,
  path,
  handle: async () => ({ status: 200, body: {} }),
});

const find = createRouteTable([
  route('GET', '/v1/accounts'),
  route('GET', '/v1/accounts/{id}'),
  route('DELETE', '/v1/accounts/{id}'),
  route('GET', '/v1/accounts/{id}/history'),
  route('GET', '/openapi.json'),
]);

const found = (path: string, method: Method = 'GET') => {
  const match = find(path).get(method);
  return match && [match.route.path, match.params['id']];
};

describe('a route', () => {
  it.each([
    ['/v1/accounts', ['/v1/accounts', undefined]],
    ['/v1/accounts/', ['/v1/accounts', undefined]],
    ['//v1//accounts//', ['/v1/accounts', undefined]],
    ['/v1/accounts/acme', ['/v1/accounts/{id}', 'acme']],
    ['/v1/accounts/acme/', ['/v1/accounts/{id}', 'acme/']],
    ['/v1/accounts/https://acme.com/', ['/v1/accounts/{id}', 'https://acme.com/']],
    ['/v1/accounts/two\nlines', ['/v1/accounts/{id}', 'two\nlines']],
    ['/v1/accounts/acme/history/', ['/v1/accounts/{id}/history', 'acme']],
    ['/v1/accounts/Louisville/Jefferson, KY', ['/v1/accounts/{id}', 'Louisville/Jefferson, KY']],
    ['/v1/accounts/https://a.b', ['/v1/accounts/{id}', 'https://a.b']],
    ['/v1/accounts/a/b/history', ['/v1/accounts/{id}/history', 'a/b']],
    ['/v1/accounts/history', ['/v1/accounts/{id}', 'history']],
    ['/v1/accounts/__proto__', ['/v1/accounts/{id}', '__proto__']],
  ])('the route of %s is found', (path, expected) => {
    expect(found(path)).toEqual(expected);
  });

  it.each(['/', '', '/v1', '/V1/accounts', '/openapixjson', '/v1/accountss'])(
    'the route of %j is unknown',
    (path) => {
      expect(find(path).size).toBe(0);
    },
  );

  it.each([
    ['/v1/accounts', ['/v1/accounts/{id}', 'a/history']],
    ['/v1/accounts/', ['/v1/accounts/{id}', 'a/history']],
    ['/v1/accounts/history', ['/v1/accounts/{id}/history', 'a/history']],
    ['/v1/accounts/other/history', ['/v1/accounts/{id}/history', 'a/history']],
    ['/openapi.json', ['/openapi.json', undefined]],
  ])('an id of the query stands for the one in the path %s', (path, expected) => {
    const match = find(path, 'a/history').get('GET');
    expect(match && [match.route.path, match.params['id']]).toEqual(expected);
  });

  it('the route table says which methods a path takes', () => {
    expect([...find('/v1/accounts/a').keys()]).toEqual(['GET', 'DELETE']);
    expect([...find('/v1/accounts/a/history').keys()]).toEqual(['GET']);
  });
});
