import { putModel } from '../lib/model/models.ts';
import { SCHEDULES } from '../lib/model/schedules.ts';
import type { ScoringModel } from '../lib/model/scoring-model.ts';
import { PROCESS_VARIABLES } from '../lib/runtime/environment.ts';
import { errorFields } from '../lib/runtime/log.ts';
import { type Application, openApplication } from './application.ts';
import { banner } from './banner.ts';
import { catchUp } from './catch-up.ts';
import { type HttpServer, startHttpServer } from './http-server.ts';
import { provideKeys } from './local-keys.ts';
import { readModelFile } from './model-file.ts';
import { quietSdk } from './quiet-sdk.ts';
import { runCommand } from './run-command.ts';
import { createScheduler } from './scheduler.ts';
import { help, readSettings, type Settings } from './settings.ts';
import { untilStopped } from './until-stopped.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);
const printError = (text: string) => process.stderr.write(`${text}\n`);

async function open(settings: Settings): Promise<Application> {
  return openApplication({
    folder: settings.data,
    ...(settings.startAt === undefined ? {} : { startAt: settings.startAt }),
    retentionDays: settings.retentionDays,
    printAlert: print,
    printLog: printError,
  });
}

/** Keys are made when the port is had: a start that fails shows none that nobody would see. */
async function greet(app: Application, server: HttpServer, settings: Settings): Promise<void> {
  const { documents } = app.services;
  const keys = await provideKeys(documents, settings.keys, app.clock.now);
  const wasSet = Math.abs(app.clock.now() - Date.now()) > 60_000;
  const now = wasSet ? { now: new Date(app.clock.now()).toISOString() } : {};
  print(banner({ url: server.url, data: settings.data, keys, ...now }));
}

async function serve(
  app: Application,
  settings: Settings,
  model: ScoringModel | undefined,
): Promise<void> {
  const { port, host } = settings;
  const onError = (error: unknown) => app.log.error('a request failed', errorFields(error));
  const server = await startHttpServer({ port, host, route: app.route, onError });
  if (model) await putModel(app.services.documents, model);
  await greet(app, server, settings);
  const scheduler = createScheduler({
    schedules: SCHEDULES,
    jobs: app.jobs,
    now: app.clock.now,
    onError: (job, error) => app.log.error(`the ${job} job failed`, errorFields(error)),
  });
  scheduler.start();
  catchUp(app).catch((error) => app.log.error('catching up failed', errorFields(error)));
  await untilStopped(app.storeLost);
  await server.close();
  await scheduler.stop();
}

await runCommand(async () => {
  const settings = readSettings(process.argv.slice(2), PROCESS_VARIABLES);
  if (!settings) {
    print(help());
    return;
  }
  quietSdk();
  const { modelFile } = settings;
  const model = modelFile === undefined ? undefined : await readModelFile(modelFile);
  const app = await open(settings);
  await serve(app, settings, model).finally(() => app.close());
});
