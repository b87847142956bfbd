import { keyRequestSchema } from '../../http/schema/admin-schemas.ts';
import { readBySchema } from '../../http/schema/read-by-schema.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import { createKey, listKeys, revokeKey, rotateKey } from '../services/api-keys.ts';
import type { Uses } from '../services/services.ts';

const missing = () => new BarometerError('not_found', 'there is no key of that id');

export const keyRoutes: ApiRoutes<Uses<'documents' | 'clock' | 'authenticator'>> = ({
  documents,
  clock,
  authenticator,
}) => [
  {
    endpoint: 'GET /v1/keys',
    role: 'admin',
    summary: 'Every key, without the key itself',
    handle: async () => ({ body: { data: await listKeys(documents), next: null } }),
  },
  {
    endpoint: 'POST /v1/keys',
    role: 'admin',
    summary: 'Make a key; it is shown in this answer only',
    bodySchema: keyRequestSchema,
    status: 201,
    async handle({ body }) {
      const { role, source } = readBySchema(keyRequestSchema, body, 'key request');
      return { body: await createKey(documents, role, source, clock) };
    },
  },
  {
    endpoint: 'POST /v1/keys/{id}/rotate',
    role: 'admin',
    summary: 'Make a second key of the same role and source; the first works until it is revoked',
    status: 201,
    async handle({ params: { id = '' } }) {
      const made = await rotateKey(documents, id, clock);
      if (!made) throw missing();
      return { body: made };
    },
  },
  {
    endpoint: 'DELETE /v1/keys/{id}',
    role: 'admin',
    summary: 'Revoke a key for ever; it stops within 60 seconds',
    async handle({ params: { id = '' } }) {
      const revoked = await revokeKey(documents, id, clock);
      if (!revoked) throw missing();
      authenticator.clear();
      return { body: revoked };
    },
  },
];
