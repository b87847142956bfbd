import { createIngest } from '../../functions/ingest.ts';
import type { AlertPublisher } from '../../lib/alerts/alert-publisher.ts';
import type { BatchStore } from '../../lib/counts/batch-store.ts';
import { createCaches } from '../../lib/runtime/caches.ts';
import { compose } from '../../lib/runtime/compose.ts';
import type { HttpHandler } from '../../lib/runtime/http-handler.ts';
import { createLog } from '../../lib/runtime/log.ts';
import { noMetrics } from '../../lib/runtime/metrics.ts';
import type { TailServices } from '../../lib/runtime/run-tail.ts';
import { type Fate, faulty } from '../support/faulty.ts';
import type { Stores } from '../support/store-under-test.ts';
import type { Life } from './fate-wheel.ts';

/** One life of the service over stores that outlive it: its caches die with it. */
export interface MortalProcess {
  readonly life: Life;
  readonly services: TailServices;
  readonly ingest: HttpHandler;
}

/** Gives the calls of a store their fates. */
export type Doom = <Store extends object>(store: Store) => Store;

export interface Surroundings {
  readonly stores: Omit<Stores, 'batches'>;
  readonly batches: (doom: Doom) => BatchStore;
  readonly publisher: AlertPublisher;
  readonly clock: () => number;
}

/** Starts the service anew; `fateOf` decides on each call to a store or to the publisher. */
export function startProcess(
  { stores, batches, publisher, clock }: Surroundings,
  fateOf: (life: Life, method: string) => Fate,
): MortalProcess {
  const life: Life = { dead: false };
  const doomed: Doom = (store) => faulty(store, (method) => fateOf(life, method));
  const services = compose({
    documents: doomed(stores.documents),
    batches: batches(doomed),
    seals: doomed(stores.seals),
    blocks: doomed(stores.blocks),
    profiles: doomed(stores.profiles),
    runs: doomed(stores.runs),
    alerts: doomed(stores.alerts),
    publisher: doomed(publisher),
    caches: createCaches(),
    clock,
    settings: { retentionDays: 400 },
    log: createLog(() => undefined, clock),
    metrics: noMetrics,
  });
  return { life, services, ingest: createIngest(services) };
}
