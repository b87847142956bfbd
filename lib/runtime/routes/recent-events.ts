import type { CounterBatch } from '../../counts/batch/counter-batch.ts';
import type { AcceptedEvent } from '../../events/event.ts';
import { newestQuerySchema, readQuery } from '../../http/schema/query-schemas.ts';
import { hashOfErased } from '../../model/id-hash.ts';
import { isoInstant } from '../../model/instant.ts';
import { ownValue } from '../../model/own-value.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import type { Uses } from '../services/services.ts';

function actorFields({ actor }: AcceptedEvent) {
  if (!actor || hashOfErased(actor.id) !== undefined) return {};
  return actor.kind === 'user' ? { userId: actor.id } : { anonymousId: actor.id };
}

/** What an event said that counts for nothing, though the event counts. */
function warningOf({ traits }: AcceptedEvent) {
  const createdAt = ownValue(traits, 'createdAt') ?? null;
  if (createdAt === null || parseInstant(createdAt) !== undefined) return {};
  const message =
    'createdAt is neither an ISO 8601 instant or day nor epoch seconds or milliseconds: ' +
    'the creation is unknown';
  return { warning: 'invalid_created_at', message };
}

/** What came in with a batch, in its order; never what an event said besides. */
function receivedItems({ receivedAt, source, events, counts, refused }: CounterBatch) {
  const common = { receivedAt: isoInstant(receivedAt), source };
  const accepted = events.map((event) => ({
    ...common,
    index: event.index,
    event: event.event,
    ...actorFields(event),
    ...(event.accountId !== undefined && { accountId: event.accountId }),
    timestamp: isoInstant(event.occurredAt),
    ...warningOf(event),
  }));
  const set = counts.map(({ version: _version, userId, ...count }) => ({
    ...common,
    ...count,
    ...(userId !== undefined && hashOfErased(userId) === undefined && { userId }),
  }));
  const all = [...accepted, ...set, ...refused.map((refusal) => ({ ...common, ...refusal }))];
  return all.sort((a, b) => a.index - b.index);
}

export const recentEventRoutes: ApiRoutes<Uses<'batches' | 'clock'>> = ({ batches, clock }) => [
  {
    endpoint: 'GET /v1/events/recent',
    role: 'read',
    summary: 'What arrived in the last day, and what was refused and why, newest first',
    querySchema: newestQuerySchema,
    async handle({ query }) {
      const { limit } = readQuery(newestQuerySchema, query);
      const latest = await batches.latest(clock(), limit);
      return { body: { data: latest.flatMap(receivedItems).slice(0, limit), next: null } };
    },
  },
];
