import type { HttpRoute } from './route.ts';

/** Says that the function runs; reads nothing, so it says nothing of the store. */
export const HEALTH_ROUTE: HttpRoute = {
  method: 'GET',
  path: '/healthz',
  cors: true,
  handle: async () => ({ status: 200, body: { status: 'ok' } }),
};
