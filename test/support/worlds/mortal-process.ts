import { createIngest } from '../../../functions/ingest.ts';
import type { AlertPublisher } from '../../../lib/alerts/publish/alert-publisher.ts';
import type { Stores } from '../../../lib/dynamo/stores/dynamo-stores.ts';
import type { RunServices } from '../../../lib/runtime/jobs/score/record-run.ts';
import type { HttpHandler } from '../../../lib/runtime/server/http-handler.ts';
import { createCaches } from '../../../lib/runtime/services/caches.ts';
import { composeServices } from '../../../lib/runtime/services/compose-services.ts';
import { createLog } from '../../../lib/runtime/services/log.ts';
import { noMetrics } from '../../../lib/runtime/services/metrics.ts';
import type { Life } from '../stores/fate-wheel.ts';
import { type Fate, faulty } from '../stores/faulty.ts';

/** One life of the service over stores that outlive it: its caches die with it. */
export interface MortalProcess {
  readonly life: Life;
  readonly services: RunServices;
  readonly ingest: HttpHandler;
}

/** Gives the calls of a store, or of a client, their fates. */
export type Doom = <Called extends object>(called: Called) => Called;

export interface Surroundings {
  /** The stores as a process reaches them. */
  readonly open: (doom: Doom) => Stores;
  readonly publisher: AlertPublisher;
  readonly clock: () => number;
}

/** Every store with fates for its own calls. */
export function eachDoomed(stores: Stores, doom: Doom): Stores {
  return {
    documents: doom(stores.documents),
    batches: doom(stores.batches),
    seals: doom(stores.seals),
    blocks: doom(stores.blocks),
    profiles: doom(stores.profiles),
    runs: doom(stores.runs),
    alerts: doom(stores.alerts),
  };
}

/** Starts the service anew; `fateOf` decides on each call that leaves it. */
export function startProcess(
  { open, publisher, clock }: Surroundings,
  fateOf: (life: Life, method: string) => Fate,
): MortalProcess {
  const life: Life = { dead: false };
  const doomed: Doom = (called) => faulty(called, (method) => fateOf(life, method));
  const services = composeServices({
    ...open(doomed),
    publisher: doomed(publisher),
    caches: createCaches(clock),
    clock,
    settings: { retentionDays: 400 },
    log: createLog(() => undefined, clock),
    metrics: noMetrics,
  });
  return { life, services, ingest: createIngest(services) };
}
