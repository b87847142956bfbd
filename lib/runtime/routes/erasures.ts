import { BarometerError } from '../../model/barometer-error.ts';
import {
  beginErasure,
  endSuppression,
  findErasure,
  type SuppressServices,
} from '../jobs/erase/erase-users.ts';
import type { ApiRoutes } from '../server/api-route.ts';
import { errorFields } from '../services/log.ts';
import type { ApiServices } from '../services/services.ts';
import type { Suppression } from '../services/suppressions.ts';

type ErasureRouteServices = SuppressServices & Pick<ApiServices, 'startErasure' | 'log'>;

const PATH = '/v1/erasures/{id}';

function shown(userId: string, suppression: Suppression) {
  const { hashes: _hashes, words: _words, ...rest } = suppression;
  return { userId, ...rest };
}

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
    method: 'DELETE',
    path: '/v1/users/{id}',
    role: 'admin',
    summary: 'Erase a user and take nothing in of it again; its counts stay, without a name',
    status: 202,
    async handle({ params: { id = '' } }) {
      const suppression = await beginErasure(services, id);
      const isFinished = suppression.status === 'finished';
      if (!isFinished) await tryStartErasure(services);
      return { status: isFinished ? 200 : 202, body: shown(id, suppression) };
    },
  },
  {
    method: 'GET',
    path: PATH,
    role: 'admin',
    summary: 'How far the erasure of a user is: initialized, running, finished or failed',
    async handle({ params: { id = '' } }) {
      const found = await findErasure(services, id);
      if (!found) throw new BarometerError('not_found', 'no such user was erased');
      return { status: 200, body: shown(id, found.body) };
    },
  },
  {
    method: 'DELETE',
    path: PATH,
    role: 'admin',
    summary: 'Take events of a user in again who was erased',
    async handle({ params: { id = '' } }) {
      if (await endSuppression(services, id)) {
        return { status: 200, body: { userId: id, deleted: true } };
      }
      throw new BarometerError('not_found', 'no such user was erased');
    },
  },
];
