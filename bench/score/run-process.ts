import type { AlertPublisher } from '../../lib/alerts/publish/alert-publisher.ts';
import { meterConsumed } from '../../lib/dynamo/client/meter-consumed.ts';
import type { RunServices } from '../../lib/runtime/jobs/score/record-run.ts';
import { runClose, runLive } from '../../lib/runtime/jobs/score/run-score.ts';
import { createCaches } from '../../lib/runtime/services/caches.ts';
import { composeServices } from '../../lib/runtime/services/compose-services.ts';
import { noMetrics } from '../../lib/runtime/services/metrics.ts';
import { createLocalLog } from '../../local/command/local-log.ts';
import { quietSdk } from '../../local/command/quiet-sdk.ts';
import { localClient, storesOn } from '../../local/store/local-stores.ts';
import type { RunOrder, RunReport } from './measured-run.ts';

const RETENTION_DAYS = 400;

/** Takes every alert and sends none. */
const publisher: AlertPublisher = {
  publish: async (alerts) => alerts.map((alert) => alert.id),
};

function servicesFor(order: RunOrder) {
  const clock = () => order.now;
  const client = localClient(order.endpoint);
  const consumed = meterConsumed(client);
  const given = {
    ...storesOn(client, clock, RETENTION_DAYS),
    clock,
    settings: { retentionDays: RETENTION_DAYS },
    log: createLocalLog((line) => process.stderr.write(`${line}\n`), clock),
    metrics: noMetrics,
    caches: createCaches(clock),
    publisher,
  };
  const services: RunServices = composeServices(given);
  return { client, consumed, services };
}

/** One scoring run in a process that has done nothing else: its memory is the run's alone. */
async function measure(order: RunOrder): Promise<RunReport> {
  const { client, consumed, services } = servicesFor(order);
  const begin = performance.now();
  const runs = order.job === 'close' ? await runClose(services) : [await runLive(services)];
  const seconds = (performance.now() - begin) / 1_000;
  client.destroy();
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    figures: runs.at(-1)?.figures ?? {},
    seconds,
    processorSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: maxRSS / 1_024,
    consumed: { ...consumed },
  };
}

quietSdk();
process.once('message', (order: RunOrder) => {
  measure(order).then(
    (report) => process.send?.(report, () => process.exit(0)),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});
