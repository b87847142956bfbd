import { KEYS } from '../../../fixtures/keys.ts';
import type { CounterBatch } from '../../../lib/counts/batch/counter-batch.ts';
import { importKey } from '../../../lib/runtime/services/api-keys.ts';
import { createCaches } from '../../../lib/runtime/services/caches.ts';
import { composeServices } from '../../../lib/runtime/services/compose-services.ts';
import { createLog } from '../../../lib/runtime/services/log.ts';
import type { MetricValues } from '../../../lib/runtime/services/metrics.ts';
import type { ApiServices, ServiceSettings } from '../../../lib/runtime/services/services.ts';
import type { Run } from '../../../lib/scores/run/run-store.ts';
import { memoryStores } from '../stores/memory-stores.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');

/** Services on stores in memory, with a clock that stands still until it is set. */
export interface TestServices extends ApiServices {
  readonly time: { now: number };
  readonly lines: readonly string[];
  readonly measured: readonly MetricValues[];
  readonly started: readonly Run[];
  readonly stored: readonly CounterBatch[];
}

/** With the three keys of `KEYS`, the write key's source being `web`. */
export async function testServices(settings: Partial<ServiceSettings> = {}): Promise<TestServices> {
  const time = { now: NOW };
  const clock = () => time.now;
  const lines: string[] = [];
  const measured: MetricValues[] = [];
  const started: Run[] = [];
  const stored: CounterBatch[] = [];
  const stores = memoryStores(clock);
  for (const role of ['write', 'read', 'admin'] as const) {
    await importKey(stores.documents, { key: KEYS[role], role, source: 'web' }, clock);
  }
  const services = composeServices({
    ...stores,
    caches: createCaches(clock),
    clock,
    settings: { retentionDays: 400, ...settings },
    log: createLog((line) => lines.push(line), clock),
    metrics: (values: MetricValues) => {
      measured.push(values);
    },
    onStored: (batch: CounterBatch) => {
      stored.push(batch);
    },
    startRun: async (run: Run) => {
      started.push(run);
    },
  });
  return { ...services, time, lines, measured, started, stored };
}
