import { groupQuerySchema, readQuery } from '../../http/schema/query-schemas.ts';
import { productView } from '../../scores/read/product-view.ts';
import { openSnapshot, type SnapshotServices } from '../read/open-snapshot.ts';
import { withAllProfiles, withIndexBaseline } from '../read/with-profiles.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import type { ApiServices } from '../services/services.ts';

type ProductServices = SnapshotServices & Pick<ApiServices, 'profiles'>;

export const productRoutes: ApiRoutes<ProductServices> = (services) => [
  {
    method: 'GET',
    path: '/v1/product',
    role: 'read',
    summary: 'The product as a whole; by=<trait> puts groups of accounts side by side',
    querySchema: groupQuerySchema,
    async handle({ query }) {
      const parsed = readQuery(groupQuerySchema, query);
      const open = await openSnapshot(services, parsed);
      const withBaseline = await withIndexBaseline(services, open);
      const snapshot =
        parsed.by === undefined
          ? withBaseline
          : await withAllProfiles(services, 'account', withBaseline);
      const body = { ...productView(snapshot, parsed.by), ...open.about };
      // Traits are no part of a snapshot, so groups by one have no tag.
      if (parsed.by !== undefined) return { status: 200, body };
      return { status: 200, body, etag: `${open.etag}.${snapshot.baseline?.benchmark ?? ''}` };
    },
  },
];
