import type { AlertPublisher } from '../lib/alerts/publish/alert-publisher.ts';
import type { Stores } from '../lib/dynamo/stores/dynamo-stores.ts';
import { createCaches } from '../lib/runtime/services/caches.ts';
import { composeServices } from '../lib/runtime/services/compose-services.ts';
import { noMetrics } from '../lib/runtime/services/metrics.ts';
import { createLocalLog } from '../local/command/local-log.ts';
import { RETENTION_DAYS } from './bench-store.ts';

/** Takes every alert and sends none. */
const publisher: AlertPublisher = {
  publish: async (alerts) => alerts.map((alert) => alert.id),
};

/** Returns what functions and jobs work with, by a clock of the bench's own. */
export function benchServices(stores: Stores, clock: () => number) {
  return composeServices({
    ...stores,
    clock,
    caches: createCaches(clock),
    settings: { retentionDays: RETENTION_DAYS },
    log: createLocalLog((line) => process.stderr.write(`${line}\n`), clock),
    metrics: noMetrics,
    publisher,
    startRun: async () => undefined,
  });
}
