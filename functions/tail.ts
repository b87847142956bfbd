import { jobServicesFromEnvironment } from '../lib/runtime/job-services.ts';
import { runTail, type TailServices } from '../lib/runtime/run-tail.ts';

/** Profiles, event-triggered rules and unpublished alerts. Once a minute. */
export function createTail(services: TailServices) {
  return async () => {
    const result = await runTail(services);
    services.log.info('tailed', { ...result });
    return result;
  };
}

let tail: ReturnType<typeof createTail> | undefined;

export async function handler() {
  tail ??= createTail(jobServicesFromEnvironment('tail'));
  return tail();
}
