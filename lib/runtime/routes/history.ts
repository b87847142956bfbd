import { identityResolver } from '../../events/identity-link.ts';
import {
  type HistoryQueryInput,
  historyQuerySchema,
  readQuery,
} from '../../http/schema/query-schemas.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { addDays, dayOf, daysBetween } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { readHistory } from '../../scores/read/history.ts';
import { readProductHistory } from '../../scores/read/product-history.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { ApiServices } from '../services/services.ts';

type HistoryServices = Pick<ApiServices, 'blocks' | 'hashing' | 'profiles' | 'clock'>;

/** Days in a history by default, and the most there may be. */
const DEFAULT_DAYS = 90;
const MOST_DAYS = 400;

function spanOf({ from, to }: HistoryQueryInput, now: number) {
  const last = to ?? dayOf(now);
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS);
  const days = daysBetween(first, last) + 1;
  if (days >= 1 && days <= MOST_DAYS) return { from: first, to: last };
  const message = `must be at most ${MOST_DAYS} days up to 'to' (${last}), got ${first}`;
  throw new BarometerError('invalid', `from ${message}`, { faults: [{ path: 'from', message }] });
}

async function hashOf(services: HistoryServices, kind: SubjectKind, id: string) {
  const hash = (await services.hashing.idHasher())(kind, id);
  return kind === 'user' ? identityResolver(await services.profiles.allLinks())(hash) : hash;
}

const history = (services: HistoryServices, kind: SubjectKind): ApiRoute => ({
  method: 'GET',
  path: `/v1/${kind}s/{id}/history`,
  role: 'read',
  summary: `The scores of one ${kind} by closed day, with the model version of each`,
  querySchema: historyQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const parsed = readQuery(historyQuerySchema, query);
    const { model, window } = parsed;
    const span = spanOf(parsed, services.clock());
    const hash = await hashOf(services, kind, id);
    const { blocks } = services;
    const reported = parsed.as === 'reported';
    const chosen = { model, of: kind, hash, ...span, reported };
    const data = await readHistory(blocks, window === undefined ? chosen : { ...chosen, window });
    if (data.length > 0) return { status: 200, body: { data, next: null, model, ...span } };
    throw new BarometerError(
      'not_found',
      `the ${kind} '${id}' has no scores from ${span.from} to ${span.to}`,
    );
  },
});

const productHistory = (services: HistoryServices): ApiRoute => ({
  method: 'GET',
  path: '/v1/product/history',
  role: 'read',
  summary: 'The product by closed day: score, index and who is active',
  querySchema: historyQuerySchema,
  async handle({ query }) {
    const parsed = readQuery(historyQuerySchema, query);
    const { model, window } = parsed;
    const span = spanOf(parsed, services.clock());
    const reported = parsed.as === 'reported';
    const data = await readProductHistory(services.blocks, { model, window, ...span, reported });
    if (data.length > 0) return { status: 200, body: { data, next: null, model, ...span } };
    const days = `from ${span.from} to ${span.to}`;
    throw new BarometerError(
      'no_snapshot',
      `no day ${days} was closed with the model '${model}' and that window; POST /v1/runs closes one`,
    );
  },
});

export const historyRoutes: ApiRoutes<HistoryServices> = (services) => [
  productHistory(services),
  history(services, 'account'),
  history(services, 'user'),
];
