import { groupQuerySchema, readQuery, snapshotQuerySchema } from '../../http/list-query.ts';
import { activationView } from '../../scores/activation-view.ts';
import { featuresView } from '../../scores/features-view.ts';
import { segmentsView } from '../../scores/segments-view.ts';
import type { ApiRoute, ApiRoutes } from '../api-route.ts';
import { openReading } from '../open-reading.ts';
import { withAllAccounts, withAllUsers, withFrozen } from '../reading-profiles.ts';
import type { ApiServices } from '../services.ts';

const features = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: '/v1/features',
  role: 'read',
  summary: 'Features by use: users, accounts and share of the raw score',
  querySchema: snapshotQuerySchema,
  async handle({ query }) {
    const open = await openReading(services, readQuery(snapshotQuerySchema, query));
    const body = { ...featuresView(open.reading, open.model), ...open.about };
    return { status: 200, body, etag: open.etag };
  },
});

const segments = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: '/v1/segments',
  role: 'read',
  summary: 'Segments side by side: count, score, index, adoption, activation, active share',
  querySchema: snapshotQuerySchema,
  async handle({ query }) {
    const open = await openReading(services, readQuery(snapshotQuerySchema, query));
    const reading = await withAllUsers(services, await withFrozen(services, open));
    return { status: 200, body: { ...segmentsView(reading, open.model), ...open.about } };
  },
});

const activation = (services: ApiServices): ApiRoute => ({
  method: 'GET',
  path: '/v1/activation',
  role: 'read',
  summary: 'Activation: how far, how fast, where stuck; new accounts by month and by=<trait>',
  querySchema: groupQuerySchema,
  async handle({ query }) {
    const asked = readQuery(groupQuerySchema, query);
    const open = await openReading(services, asked);
    const { by } = asked;
    const reading =
      by === undefined
        ? open.reading
        : await withAllUsers(services, await withAllAccounts(services, open.reading));
    return { status: 200, body: { ...activationView(reading, open.model, by), ...open.about } };
  },
});

export const insightRoutes: ApiRoutes = (services) => [
  features(services),
  segments(services),
  activation(services),
];
