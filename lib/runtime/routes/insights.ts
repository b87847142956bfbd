import {
  groupQuerySchema,
  readQuery,
  snapshotQuerySchema,
} from '../../http/schema/query-schemas.ts';
import { activationView } from '../../scores/read/activation-view.ts';
import { featuresView } from '../../scores/read/features-view.ts';
import { segmentsView } from '../../scores/read/segments-view.ts';
import { openSnapshot, type SnapshotServices } from '../read/open-snapshot.ts';
import { withAllProfiles, withIndexBaseline } from '../read/with-profiles.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { ApiServices } from '../services/services.ts';

type InsightServices = SnapshotServices & Pick<ApiServices, 'profiles'>;

const features = (services: InsightServices): ApiRoute => ({
  method: 'GET',
  path: '/v1/features',
  role: 'read',
  summary: 'Features by use: users, accounts and share of the raw score',
  querySchema: snapshotQuerySchema,
  async handle({ query }) {
    const open = await openSnapshot(services, readQuery(snapshotQuerySchema, query));
    const body = { ...featuresView(open.snapshot), ...open.about };
    return { status: 200, body, etag: open.etag };
  },
});

const segments = (services: InsightServices): ApiRoute => ({
  method: 'GET',
  path: '/v1/segments',
  role: 'read',
  summary: 'Segments side by side: count, score, index, adoption, activation, active share',
  querySchema: snapshotQuerySchema,
  async handle({ query }) {
    const open = await openSnapshot(services, readQuery(snapshotQuerySchema, query));
    const withBaseline = await withIndexBaseline(services, open);
    const snapshot = await withAllProfiles(services, 'user', withBaseline);
    return { status: 200, body: { ...segmentsView(snapshot), ...open.about } };
  },
});

const activation = (services: InsightServices): ApiRoute => ({
  method: 'GET',
  path: '/v1/activation',
  role: 'read',
  summary: 'Activation: how far, how fast, where stuck; new accounts by month and by=<trait>',
  querySchema: groupQuerySchema,
  async handle({ query }) {
    const parsed = readQuery(groupQuerySchema, query);
    const open = await openSnapshot(services, parsed);
    const { by } = parsed;
    let { snapshot } = open;
    if (by !== undefined) {
      snapshot = await withAllProfiles(services, 'account', snapshot);
      snapshot = await withAllProfiles(services, 'user', snapshot);
    }
    return { status: 200, body: { ...activationView(snapshot, by), ...open.about } };
  },
});

export const insightRoutes: ApiRoutes<InsightServices> = (services) => [
  features(services),
  segments(services),
  activation(services),
];
