import { identityResolver } from '../../events/identity-link.ts';
import { historyQuerySchema, readQuery } from '../../http/schema/query-schemas.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { addDays, dayOf, daysBetween } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { readHistory } from '../../scores/read/history.ts';
import { readProductHistory } from '../../scores/read/product-history.ts';
import type { ApiRoute, ApiRoutes } from '../server/api-route.ts';
import type { Uses } from '../services/services.ts';

type HistoryServices = Uses<'blocks' | 'hashing' | 'profiles' | 'clock'>;

/** Days in a history by default, and the most there may be. */
const DEFAULT_DAYS = 90;
const MOST_DAYS = 400;

/** Returns which days a query is about, by which model and window. */
function readHistoryQuery(query: URLSearchParams, now: number) {
  const { model, window, as, from, to } = readQuery(historyQuerySchema, query);
  const last = to ?? dayOf(now);
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS);
  const days = daysBetween(first, last) + 1;
  if (days < 1 || days > MOST_DAYS) {
    const message = `must be at most ${MOST_DAYS} days up to 'to' (${last}), got ${first}`;
    throw new BarometerError('invalid', `from ${message}`, { faults: [{ path: 'from', message }] });
  }
  const chosen = { model, window, from: first, to: last, reported: as === 'reported' };
  const body = (data: readonly object[]) => {
    return { data, next: null, model, from: first, to: last };
  };
  return { chosen, body };
}

async function hashOf(services: HistoryServices, kind: SubjectKind, id: string) {
  const hash = (await services.hashing.idHasher())(kind, id);
  return kind === 'user' ? identityResolver(await services.profiles.allLinks())(hash) : hash;
}

const subjectHistory = (services: HistoryServices, kind: SubjectKind): ApiRoute => ({
  endpoint: `GET /v1/${kind}s/{id}/history`,
  role: 'read',
  summary: `The scores of one ${kind} by closed day, with the model version of each`,
  querySchema: historyQuerySchema,
  async handle({ params: { id = '' }, query }) {
    const { chosen, body } = readHistoryQuery(query, services.clock());
    const hash = await hashOf(services, kind, id);
    const data = await readHistory(services.blocks, { ...chosen, of: kind, hash });
    if (data.length > 0) return { body: body(data) };
    const days = `from ${chosen.from} to ${chosen.to}`;
    throw new BarometerError('not_found', `the ${kind} '${id}' has no scores ${days}`);
  },
});

const productHistory = ({ blocks, clock }: HistoryServices): ApiRoute => ({
  endpoint: 'GET /v1/product/history',
  role: 'read',
  summary: 'The product by closed day: score, index and who is active',
  querySchema: historyQuerySchema,
  async handle({ query }) {
    const { chosen, body } = readHistoryQuery(query, clock());
    const data = await readProductHistory(blocks, chosen);
    if (data.length > 0) return { body: body(data) };
    const { from, to, model } = chosen;
    throw new BarometerError(
      'no_snapshot',
      `no day from ${from} to ${to} was closed with the model '${model}' and that window; POST /v1/runs closes one`,
    );
  },
});

export const historyRoutes: ApiRoutes<HistoryServices> = (services) => [
  productHistory(services),
  subjectHistory(services, 'account'),
  subjectHistory(services, 'user'),
];
