import { groupQuerySchema, readQuery } from '../../http/list-query.ts';
import { productView } from '../../scores/product-view.ts';
import type { ApiRoutes } from '../api-route.ts';
import { openReading } from '../open-reading.ts';
import { withAllAccounts, withFrozen } from '../reading-profiles.ts';

export const productRoutes: ApiRoutes = (services) => [
  {
    method: 'GET',
    path: '/v1/product',
    role: 'read',
    summary: 'The product as a whole; by=<trait> puts groups of accounts side by side',
    querySchema: groupQuerySchema,
    async handle({ query }) {
      const asked = readQuery(groupQuerySchema, query);
      const open = await openReading(services, asked);
      const framed = await withFrozen(services, open);
      const reading = asked.by === undefined ? framed : await withAllAccounts(services, framed);
      const body = { ...productView(reading, asked.by), ...open.about };
      // Traits are no part of a snapshot, so groups by one have no tag.
      if (asked.by !== undefined) return { status: 200, body };
      return { status: 200, body, etag: `${open.etag}.${reading.frozen?.benchmark ?? ''}` };
    },
  },
];
