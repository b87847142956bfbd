import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../local/command/start-error.ts';
import { type ApiClient, pathTo, textOf } from '../api-client.ts';
import type { Call, Command } from '../command.ts';
import { onlyArgument } from '../usage-error.ts';

const POLL_EVERY_MS = 15_000;
/** The second pass comes with the next hourly run at the latest. */
const MAX_WAIT_MS = 90 * 60_000;

/** Asking for it again begins the pass that is due, wherever nobody else does. */
async function untilFinished(api: ApiClient, userId: string, first: unknown): Promise<unknown> {
  const started = performance.now();
  let erasure = first;
  while (textOf(erasure, 'status') !== 'finished') {
    if (performance.now() - started > MAX_WAIT_MS) {
      throw new StartError('it has not finished: the log of the score function says why');
    }
    await sleep(POLL_EVERY_MS);
    erasure = await api.remove(pathTo('/v1/users', userId));
  }
  return erasure;
}

async function requestErasure(call: Call, api: ApiClient, userId: string): Promise<unknown> {
  if (call.has('undo')) return api.remove(pathTo('/v1/erasures', userId));
  if (call.has('status')) return api.get(pathTo('/v1/erasures', userId));
  const erasure = await api.remove(pathTo('/v1/users', userId));
  return call.has('wait') ? untilFinished(api, userId, erasure) : erasure;
}

function statusText(call: Call, answer: unknown): string {
  if (call.has('undo')) return 'events of this user are taken in again within a minute';
  const status = textOf(answer, 'status');
  if (status === 'finished') return `finished at ${textOf(answer, 'finishedAt')}`;
  const how = status === 'failed' ? `: ${textOf(answer, 'error')}` : '';
  return `${status}${how}; the user is not taken in any more`;
}

export const eraseCommand: Command = {
  name: 'erase',
  summary: 'remove a user and take it in no more; counts stay, nameless',
  usage: `Usage: barometer erase USER [--wait]
       barometer erase USER --status
       barometer erase USER --undo          take the user in again

--wait stays until it is finished, which takes at least three minutes: the last
pass waits for what was on its way. Without it, see --status.`,
  options: {
    wait: { type: 'boolean' },
    status: { type: 'boolean' },
    undo: { type: 'boolean' },
  },
  async run(call) {
    const userId = onlyArgument(call.positionals, 'the id of one USER');
    const answer = await requestErasure(call, await call.api(), userId);
    call.show(answer, () => statusText(call, answer));
    return textOf(answer, 'status') === 'failed' ? 1 : 0;
  },
};
