import {
  groupQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/schema/query-schemas.ts';
import { activationView } from '../../scores/read/activation-view.ts';
import { featuresView } from '../../scores/read/features-view.ts';
import { productView } from '../../scores/read/product-view.ts';
import { segmentsView } from '../../scores/read/segments-view.ts';
import { openSnapshot, type SnapshotServices } from '../read/open-snapshot.ts';
import { withAllProfiles, withIndexBaseline } from '../read/with-profiles.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { Uses } from '../services/services.ts';

type InsightServices = SnapshotServices & Uses<'profiles'>;

/** Opens the snapshot that a query names, and says by which trait groups are wanted. */
async function openGrouped(services: InsightServices, query: URLSearchParams) {
  const { by, ...which } = readQuery(groupQuerySchema, query);
  return { by, open: await openSnapshot(services, which) };
}

const product = (services: InsightServices): ApiRoute => ({
  endpoint: 'GET /v1/product',
  role: 'read',
  summary: 'The product as a whole; by=<trait> puts groups of accounts side by side',
  querySchema: groupQuerySchema,
  async handle({ query }) {
    const { by, open } = await openGrouped(services, query);
    const snapshot = await withIndexBaseline(services, open);
    const etag = `${open.etag}.${snapshot.baseline?.benchmark ?? ''}`;
    if (by === undefined) return { body: { ...productView(snapshot), ...open.about }, etag };
    // Traits are no part of a snapshot, so groups by one have no tag of it.
    const withTraits = await withAllProfiles(services, 'account', snapshot);
    return { body: { ...productView(withTraits, by), ...open.about } };
  },
});

const features = (services: InsightServices): ApiRoute => ({
  endpoint: 'GET /v1/features',
  role: 'read',
  summary: 'Features by use: users, accounts and share of the raw score',
  querySchema: snapshotQuerySchema,
  async handle({ query }) {
    const open = await openSnapshot(services, readQuery(snapshotQuerySchema, query));
    return { body: { ...featuresView(open.snapshot), ...open.about }, etag: open.etag };
  },
});

const segments = (services: InsightServices): ApiRoute => ({
  endpoint: 'GET /v1/segments',
  role: 'read',
  summary: 'Segments side by side: count, score, index, adoption, activation, active share',
  querySchema: snapshotQuerySchema,
  async handle({ query }) {
    const open = await openSnapshot(services, readQuery(snapshotQuerySchema, query));
    const withBaseline = await withIndexBaseline(services, open);
    const snapshot = await withAllProfiles(services, 'user', withBaseline);
    return { body: { ...segmentsView(snapshot), ...open.about } };
  },
});

const activation = (services: InsightServices): ApiRoute => ({
  endpoint: 'GET /v1/activation',
  role: 'read',
  summary: 'Activation: how far, how fast, where stuck; new accounts by month and by=<trait>',
  querySchema: groupQuerySchema,
  async handle({ query }) {
    const { by, open } = await openGrouped(services, query);
    let { snapshot } = open;
    if (by !== undefined) {
      snapshot = await withAllProfiles(services, 'account', snapshot);
      snapshot = await withAllProfiles(services, 'user', snapshot);
    }
    return { body: { ...activationView(snapshot, by), ...open.about } };
  },
});

export const productRoutes: ApiRoutes<InsightServices> = (services) => [product(services)];

export const insightRoutes: ApiRoutes<InsightServices> = (services) => [
  features(services),
  segments(services),
  activation(services),
];
