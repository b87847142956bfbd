import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../local/command/start-error.ts';
import { type ApiClient, textOf } from './api-client.ts';

const POLL_EVERY_MS = 500;
/** What takes longer is cut off by Lambda. */
const MAX_WAIT_MS = 16 * 60_000;

/** Polls a run or a preview until it is no longer `running`. Returns it as it is then. */
export async function untilEnded(api: ApiClient, path: string): Promise<unknown> {
  const started = performance.now();
  for (;;) {
    const state = await api.get(path);
    if (textOf(state, 'status') !== 'running') return state;
    if (performance.now() - started > MAX_WAIT_MS) {
      throw new StartError(`it has not ended after 16 minutes: GET ${path}`);
    }
    await sleep(POLL_EVERY_MS);
  }
}
