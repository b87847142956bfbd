import { createApi } from '../../functions/api.ts';
import { createIngest } from '../../functions/ingest.ts';
import { createScore } from '../../functions/score.ts';
import { createSeal } from '../../functions/seal.ts';
import type { Stores } from '../../lib/dynamo/stores/dynamo-stores.ts';
import { resolveByDns } from '../../lib/messaging/address-guard.ts';
import { localAlertPublisher } from '../../lib/messaging/local-alert-publisher.ts';
import { createSender } from '../../lib/messaging/send-webhook.ts';
import { ingestRoutes } from '../../lib/runtime/ingest/ingest-routes.ts';
import { isErasureDue } from '../../lib/runtime/jobs/erase/erase-users.ts';
import { SCORE_LEASE } from '../../lib/runtime/jobs/score/with-lease.ts';
import { createRouteTable } from '../../lib/runtime/server/route-table.ts';
import { createCaches } from '../../lib/runtime/services/caches.ts';
import { composeServices } from '../../lib/runtime/services/compose-services.ts';
import { errorFields, LEFT_BEHIND, type Log } from '../../lib/runtime/services/log.ts';
import { noMetrics } from '../../lib/runtime/services/metrics.ts';
import type { Services } from '../../lib/runtime/services/services.ts';
import { raiseHorizon, readHorizon, storedTimes } from '../clock/clock-horizon.ts';
import { createLocalClock, earliestStart, type LocalClock } from '../clock/local-clock.ts';
import { endOfReceipts, isPause, skipPause, stepOver } from '../clock/skip-pause.ts';
import { createLocalLog } from '../command/local-log.ts';
import type { LocalSettings } from '../command/settings.ts';
import { createImmediateTail } from '../jobs/immediate-tail.ts';
import { createSerialQueue } from '../jobs/serial-queue.ts';
import type { GatewayHandler } from '../server/http-server.ts';
import { openStores } from '../store/local-stores.ts';
import type { EmbeddedStore } from '../store/start-store.ts';

export interface ApplicationOptions
  extends Pick<LocalSettings, 'retentionDays'>,
    Partial<Pick<LocalSettings, 'startAt' | 'accountUrl' | 'requestsPerSecond'>> {
  /** Stopped by `close`. */
  readonly store: EmbeddedStore;
  /** Takes an alert for the console, in one line. */
  readonly printAlert: (line: string) => void;
  /** Takes a warning or an error, in one line. */
  readonly printLog: (line: string) => void;
}

function routesOf(services: Services): GatewayHandler {
  const ingest = createIngest(services);
  const api = createApi(services);
  const ingestPaths = createRouteTable(ingestRoutes(services));
  return (event) => (ingestPaths(event.rawPath).size > 0 ? ingest(event) : api(event));
}

function servicesOn(stores: Stores, clock: LocalClock, log: Log, options: ApplicationOptions) {
  const publisher = localAlertPublisher({
    documents: stores.documents,
    print: options.printAlert,
    warn: log.warn,
    // Receivers compare with their own clock, wherever this one was set to.
    now: Date.now,
    allowLoopback: true,
  });
  const { retentionDays, accountUrl, requestsPerSecond } = options;
  const post = createSender({ resolve: resolveByDns, now: Date.now, allowLoopback: true });
  return composeServices({
    ...stores,
    send: { post, now: Date.now },
    clock: clock.now,
    settings: {
      retentionDays,
      ...(accountUrl !== undefined && { accountUrl }),
      ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    },
    log,
    metrics: noMetrics,
    caches: createCaches(clock.now),
    publisher,
  });
}

/** Puts the clock where it may start, and the services over the stores. */
async function startServices(options: ApplicationOptions) {
  const start = options.startAt ?? Date.now();
  const clock = createLocalClock(0);
  const log = createLocalLog(options.printLog, clock.now);
  const opened = await openStores(options.store.endpoint, clock.now, {
    retentionDays: options.retentionDays,
    onLeftBehind: (error) => log.warn(LEFT_BEHIND, errorFields(error)),
  });
  const { stores } = opened;
  await stores.runs.breakLease(SCORE_LEASE);
  const horizon = await readHorizon(stores.documents);
  const pause = isPause(horizon, start);
  clock.stepTo(earliestStart(pause ? endOfReceipts(horizon) : start, await storedTimes(stores)));
  const composed = servicesOn(stores, clock, log, options);
  if (pause) await skipPause(composed, clock, start);
  await raiseHorizon(stores.documents, clock.now());
  // The first use of a table fixes the hour from which on there is something to read.
  await composed.hashing.idHasher();
  return { clock, log, opened, composed };
}

/**
 * Puts all functions over a store that is running, in one process. The clock starts no earlier than the
 * store's last receipt.
 */
export async function openApplication(options: ApplicationOptions) {
  const { store } = options;
  const { clock, log, opened, composed } = await startServices(options);
  const { stores, sweep } = opened;
  const onError = (what: string) => (error: unknown) => log.error(what, errorFields(error));
  const immediateTail = createImmediateTail(composed, onError('the tail failed'));
  const score = createScore(composed);
  const scoring = createSerialQueue();
  const startErasure = () => {
    scoring.run(() => score({ job: 'erase' })).catch(onError('an erasure failed'));
  };
  const services: Services = {
    ...composed,
    onStored: immediateTail.onStored,
    async startRun({ runId }) {
      scoring.run(() => score({ runId })).catch(onError('a run failed'));
    },
    async startPreview(previewId) {
      scoring.run(() => score({ previewId })).catch(onError('a preview failed'));
    },
    startErasure: async () => startErasure(),
  };
  const seal = createSeal(composed);
  return {
    services,
    clock,
    log,
    /** What API Gateway's routes do. */
    route: routesOf(services),
    jobs: {
      async tail() {
        await raiseHorizon(stores.documents, clock.now());
        await immediateTail.everyMinute();
        if (await isErasureDue(composed)) startErasure();
      },
      async seal() {
        await seal();
        await sweep(clock.now());
      },
      score: () => scoring.run(() => score({ job: 'score' })),
      close: () => scoring.run(() => score({ job: 'close' })),
    },
    storeLost: store.lost,
    /** Takes up the deliveries that an earlier process left waiting. */
    resumeDeliveries: () => composed.publisher.resume(),
    /** Moves the clock forward, while nothing is being received. */
    async stepTo(instant: number): Promise<void> {
      if (!(await immediateTail.everyMinute())) throw new Error('the tail has events left to do');
      await stepOver(composed, clock, instant);
    },
    async close(): Promise<void> {
      await immediateTail.settle();
      await scoring.drain();
      await composed.publisher.stop();
      opened.close();
      await store.stop();
    },
  };
}

export type Application = Awaited<ReturnType<typeof openApplication>>;
