import { refusedShare, reportBacklog } from '../lib/runtime/jobs/catch-up/backlog.ts';
import { runTail, type TailServices } from '../lib/runtime/jobs/catch-up/run-tail.ts';
import type { CountServices } from '../lib/runtime/services/job-sources.ts';
import type { ApiServices } from '../lib/runtime/services/services.ts';
import { jobServicesFromEnvironment } from '../lib/runtime/wiring/job-services.ts';

/** Profiles, event-triggered rules and unpublished alerts. Once a minute. */
export function createTail(
  services: TailServices & CountServices & Pick<ApiServices, 'log' | 'metrics'>,
) {
  return async () => {
    // First, so that a tail that fails at its work still says what the other jobs left undone.
    await reportBacklog(services);
    const result = await runTail(services);
    services.metrics({ RefusedShare: refusedShare(result) });
    services.log.info('tailed', { ...result });
    return result;
  };
}

let tail: ReturnType<typeof createTail> | undefined;

export async function handler() {
  tail ??= createTail(jobServicesFromEnvironment('tail'));
  return tail();
}
