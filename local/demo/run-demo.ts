import { readdir, readFile } from 'node:fs/promises';
import { addDays, type Day, dayOf } from '../../lib/model/day.ts';
import { errorFields } from '../../lib/runtime/services/log.ts';
import { type Application, openApplication } from '../app/application.ts';
import { ensureKeys, type ShownKeys } from '../app/local-keys.ts';
import { serveUntilStopped } from '../app/serve.ts';
import { createProgressLine } from '../command/progress-line.ts';
import type { LocalSettings } from '../command/settings.ts';
import { SAMPLE_DAYS } from '../sample/stories.ts';
import { type HttpServer, startHttpServer } from '../server/http-server.ts';
import type { EmbeddedStore } from '../store/start-store.ts';
import { createDemoApi, type DemoApi } from './demo-api.ts';
import { demoResults } from './demo-results.ts';
import { nextSteps } from './next-steps.ts';
import { playSample } from './play-sample.ts';
import { createSampleClient } from './sample-client.ts';

const MODEL = new URL('../../examples/project-management/model.yaml', import.meta.url);
const RULES = new URL('../../examples/rules/', import.meta.url);

const print = (text: string) => process.stdout.write(`${text}\n`);

async function putExample(api: DemoApi): Promise<void> {
  const model = await readFile(MODEL, 'utf8');
  await api.put('/v1/models/default', model, 'application/yaml');
  for (const name of (await readdir(RULES)).toSorted()) {
    const rule = await readFile(new URL(name, RULES), 'utf8');
    await api.put(`/v1/rules/${name.replace('.json', '')}`, rule, 'application/json');
  }
}

async function play(app: Application, url: string, writeKey: string, firstDay: Day) {
  const progress = createProgressLine(process.stderr);
  const client = createSampleClient(url, writeKey);
  await playSample(app, client, { firstDay }, (day, events) => {
    const date = addDays(firstDay, day - 1);
    progress.update(`day ${day} of ${SAMPLE_DAYS}, ${date}: ${events} events posted and scored`);
  }).finally(() => progress.end());
  await client.close();
}

async function present(app: Application, server: HttpServer, keys: ShownKeys, endAt: number) {
  const { write = '', admin = '' } = keys;
  const api = createDemoApi(server.url, admin);
  const today = dayOf(endAt);
  print(`Playing ${SAMPLE_DAYS} days of twelve accounts through ${server.url}`);
  await putExample(api);
  const firstDay = addDays(today, -SAMPLE_DAYS);
  await play(app, server.url, write, firstDay);
  await app.stepTo(endAt);
  print(`\n${await demoResults(api, firstDay, addDays(today, -1))}\n`);
}

async function inApplication(
  app: Application,
  settings: LocalSettings,
  endAt: number,
  once: boolean,
) {
  const onError = (error: unknown) => app.log.error('a request failed', errorFields(error));
  const { port, host, keys: given } = settings;
  const server = await startHttpServer({ port, host, route: app.route, onError });
  const keys = await ensureKeys(app.services.documents, given, app.clock.now);
  const started = performance.now();
  await present(app, server, keys, endAt);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (once) {
    await server.close();
    print(`Done in ${seconds} s.`);
    return;
  }
  print(nextSteps(server.url, keys));
  await serveUntilStopped(app, server);
}

/** Plays the sample on a store that is thrown away, prints what came of it, and keeps serving. */
export async function runDemo(
  settings: LocalSettings,
  store: EmbeddedStore,
  once: boolean,
): Promise<void> {
  const endAt = settings.startAt ?? Date.now();
  const app = await openApplication({
    store,
    startAt: Date.parse(addDays(dayOf(endAt), -SAMPLE_DAYS)),
    retentionDays: settings.retentionDays,
    accountUrl: settings.accountUrl,
    printAlert: () => undefined,
    printLog: (line) => process.stderr.write(`${line}\n`),
  });
  await inApplication(app, settings, endAt, once).finally(() => app.close());
}
