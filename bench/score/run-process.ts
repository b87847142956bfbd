import { meterConsumed } from '../../lib/dynamo/client/meter-consumed.ts';
import { dynamoStores } from '../../lib/dynamo/stores/dynamo-stores.ts';
import { runClose, runLive } from '../../lib/runtime/jobs/score/run-score.ts';
import { quietSdk } from '../../local/command/quiet-sdk.ts';
import { localClient, TABLE_NAME } from '../../local/store/local-stores.ts';
import { benchServices } from '../bench-services.ts';
import { RETENTION_DAYS } from '../bench-store.ts';
import type { RunOrder, RunReport } from './measured-run.ts';

/** One scoring run in a process that has done nothing else: its memory is the run's alone. */
async function measure({ endpoint, job, now }: RunOrder): Promise<RunReport> {
  const clock = () => now;
  const client = localClient(endpoint);
  const consumed = meterConsumed(client);
  const options = { retentionDays: RETENTION_DAYS };
  const services = benchServices(dynamoStores(client, TABLE_NAME, clock, options), clock);
  const begin = performance.now();
  const runs = job === 'close' ? await runClose(services) : [await runLive(services)];
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
