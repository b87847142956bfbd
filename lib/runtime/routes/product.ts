import { readQuery, snapshotQuerySchema } from '../../http/list-query.ts';
import { productView } from '../../scores/product-view.ts';
import type { ApiRoutes } from '../api-route.ts';
import { openReading } from '../open-reading.ts';

export const productRoutes: ApiRoutes = (services) => [
  {
    method: 'GET',
    path: '/v1/product',
    role: 'read',
    summary: 'The product as a whole; by=<trait> puts groups of accounts side by side',
    querySchema: snapshotQuerySchema,
    async handle({ query }) {
      const asked = readQuery(snapshotQuerySchema, query);
      const open = await openReading(services, asked);
      const body = { ...productView(open.reading, asked.by), ...open.about };
      return { status: 200, body, etag: `${open.etag}.${asked.by ?? ''}` };
    },
  },
];
