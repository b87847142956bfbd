import { once } from 'node:events';
import { putModel } from '../../lib/model/model-versions.ts';
import { errorFields } from '../../lib/runtime/services/log.ts';
import type { LocalSettings } from '../command/settings.ts';
import { StartError } from '../command/start-error.ts';
import { createScheduler } from '../jobs/scheduler.ts';
import { type HttpServer, startHttpServer } from '../server/http-server.ts';
import type { EmbeddedStore } from '../store/start-store.ts';
import { type Application, openApplication } from './application.ts';
import { banner } from './banner.ts';
import { catchUp } from './catch-up.ts';
import { ensureKeys } from './local-keys.ts';
import { readModelFile } from './model-file.ts';

/** A clock this far from the machine's was set on purpose. */
const SET_CLOCK_MS = 60_000;

/** A long job is cut off: whatever it was doing is done again, whole, after the next start. */
const STOP_TIMEOUT_MS = 10_000;

/** Who runs it may pass one Ctrl-C on twice; a second one that is meant comes later. */
const SAME_SIGNAL_MS = 500;

const print = (text: string) => process.stdout.write(`${text}\n`);
const printError = (text: string) => process.stderr.write(`${text}\n`);

/** Keys are made when the port is had: a start that fails shows none that nobody would see. */
async function greet(app: Application, server: HttpServer, settings: LocalSettings): Promise<void> {
  const keys = await ensureKeys(app.services.documents, settings.keys, app.clock.now);
  const wasSet = Math.abs(app.clock.now() - Date.now()) > SET_CLOCK_MS;
  const now = wasSet ? { now: new Date(app.clock.now()).toISOString() } : {};
  print(banner({ url: server.url, data: settings.data, keys, ...now }));
}

/**
 * Resolves at Ctrl-C or SIGTERM, after which a second one ends the process at once.
 * Rejects when the store is lost.
 */
async function untilStopped(storeLost: Promise<string>): Promise<void> {
  const interrupted = once(process, 'SIGINT');
  const terminated = once(process, 'SIGTERM');
  const lost = storeLost.then((how) => {
    throw new StartError(`the store process ended (${how}): start again, nothing stored is lost`);
  });
  await Promise.race([interrupted, terminated, lost]);
  const stoppedAt = performance.now();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(130);
    });
  }
}

/** Follows the schedules and serves until Ctrl-C; requests in flight are answered first. */
export async function serveUntilStopped(app: Application, server: HttpServer): Promise<void> {
  const scheduler = createScheduler({
    jobs: app.jobs,
    now: app.clock.now,
    onError: (job, error) => app.log.error(`the ${job} job failed`, errorFields(error)),
  });
  scheduler.start();
  let stopping = false;
  const caughtUp = catchUp(app, () => stopping).catch((error) => {
    if (!stopping) app.log.error('catching up failed', errorFields(error));
  });
  try {
    await untilStopped(app.storeLost);
  } finally {
    stopping = true;
    setTimeout(() => process.exit(), STOP_TIMEOUT_MS).unref();
    await server.close();
    await scheduler.stop();
    await caughtUp;
  }
}

async function run(app: Application, settings: LocalSettings): Promise<void> {
  const { port, host, modelFile } = settings;
  const model = modelFile === undefined ? undefined : await readModelFile(modelFile);
  const onError = (error: unknown) => app.log.error('a request failed', errorFields(error));
  const server = await startHttpServer({ port, host, route: app.route, onError });
  if (model) await putModel(app.services.documents, model);
  await greet(app, server, settings);
  await serveUntilStopped(app, server);
}

/** Runs everything on one machine over a store, which is stopped at the end. */
export async function serve(settings: LocalSettings, store: EmbeddedStore): Promise<void> {
  const app = await openApplication({
    ...settings,
    store,
    printAlert: print,
    printLog: printError,
  });
  await run(app, settings).finally(() => app.close());
}
