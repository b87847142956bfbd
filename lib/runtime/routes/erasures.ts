import { BarometerError } from '../../model/barometer-error.ts';
import {
  beginErasure,
  endSuppression,
  findErasure,
  type SuppressServices,
} from '../jobs/erase/erase-users.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import { errorFields } from '../services/log.ts';
import type { Uses } from '../services/services.ts';
import type { Suppression } from '../services/suppressions.ts';

type ErasureRouteServices = SuppressServices & Uses<'startErasure' | 'log'>;

function shown(userId: string, { hashes: _hashes, words: _words, ...rest }: Suppression) {
  return { userId, ...rest };
}

const neverErased = () => new BarometerError('not_found', 'no such user was erased');

/** It is stored and will be done by the next scoring run, whatever becomes of this call. */
async function tryStartErasure({ startErasure, log }: ErasureRouteServices): Promise<void> {
  try {
    await startErasure?.();
  } catch (error) {
    log.warn('an erasure could not be started and waits for the next run', errorFields(error));
  }
}

export const erasureRoutes: ApiRoutes<ErasureRouteServices> = (services) => [
  {
    endpoint: 'DELETE /v1/users/{id}',
    role: 'admin',
    summary: 'Erase a user and take nothing in of it again; its counts stay, without a name',
    status: 202,
    async handle({ params: { id = '' } }) {
      const suppression = await beginErasure(services, id);
      const body = shown(id, suppression);
      if (suppression.status === 'finished') return { status: 200, body };
      await tryStartErasure(services);
      return { body };
    },
  },
  {
    endpoint: 'GET /v1/erasures/{id}',
    role: 'admin',
    summary: 'How far the erasure of a user is: initialized, running, finished or failed',
    async handle({ params: { id = '' } }) {
      const found = await findErasure(services, id);
      if (!found) throw neverErased();
      return { body: shown(id, found.body) };
    },
  },
  {
    endpoint: 'DELETE /v1/erasures/{id}',
    role: 'admin',
    summary: 'Take events of a user in again who was erased',
    async handle({ params: { id = '' } }) {
      if (!(await endSuppression(services, id))) throw neverErased();
      return { body: { userId: id, deleted: true } };
    },
  },
];
