import { runSeal } from '../lib/runtime/jobs/catch-up/run-seal.ts';
import type { CountServices } from '../lib/runtime/services/job-sources.ts';
import type { ApiServices } from '../lib/runtime/services/services.ts';
import { storeServicesFromEnvironment } from '../lib/runtime/wiring/api-services.ts';

/** Seals the hours that closed. Once an hour; being late or running twice is harmless. */
export function createSeal(services: CountServices & Pick<ApiServices, 'log'>) {
  return async () => {
    const result = await runSeal(services);
    services.log.info('sealed', { ...result });
    return result;
  };
}

let seal: ReturnType<typeof createSeal> | undefined;

export async function handler() {
  seal ??= createSeal(storeServicesFromEnvironment('seal'));
  return seal();
}
