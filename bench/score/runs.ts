import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AlertRule } from '../../lib/alerts/rule.ts';
import { addDays, type Day, daysInRange } from '../../lib/model/day.ts';
import { putModel } from '../../lib/model/model-versions.ts';
import { advanceTailCursor } from '../../lib/runtime/jobs/catch-up/run-tail.ts';
import { createCaches } from '../../lib/runtime/services/caches.ts';
import { createHashingService } from '../../lib/runtime/services/hashing-service.ts';
import { readModelFile } from '../../local/app/model-file.ts';
import { openStores, type Stores } from '../../local/store/local-stores.ts';
import { type EmbeddedStore, startStore } from '../../local/store/start-store.ts';
import { paceDuring } from '../pace-during.ts';
import { measuredRun, type RunReport } from './measured-run.ts';
import { type BenchPopulation, populationOf } from './population.ts';
import { writeClosedDay, writeSealedHours, writeSubjects } from './write-history.ts';

/** The day that is closed; the day after it is the one that goes on. */
const DAY = '2026-11-20';
const RETENTION_DAYS = 400;

const MODEL = fileURLToPath(
  new URL('../../examples/project-management/model.yaml', import.meta.url),
);
const RULES = fileURLToPath(new URL('../../examples/rules/', import.meta.url));

/** A product to measure. */
export interface RunsOrder {
  readonly users: number;
  /** Of history; from 75 on a run goes on from a checkpoint, as it always does later. */
  readonly days: number;
  /** Where V8 leaves processor profiles. @default none are made */
  readonly profileFolder: string | undefined;
}

/** A run, and how slow the machine was during it: 1 is as the machine of the anchors at rest. */
export interface PacedReport extends RunReport {
  readonly pace: number;
}

/** What the two kinds of run come to for one number of users. */
export interface RunFigures {
  readonly users: number;
  /** Closing a day of which nothing was read yet; the days before it were closed. */
  readonly close: PacedReport;
  /** The hourly run at noon, which replaces the one of the hour before. */
  readonly live: PacedReport;
}

async function writeSettings({ documents }: Stores): Promise<void> {
  const model = await readModelFile(MODEL);
  // The example names 11 of the 20 events; the others count too.
  await putModel(documents, { ...model, defaultWeight: 1 });
  for (const file of await readdir(RULES)) {
    const rule = JSON.parse(await readFile(join(RULES, file), 'utf8')) as AlertRule;
    await documents.put('rule', rule.id, rule, 0);
  }
}

/** The days before as the runs of those days would have left them. */
async function writeHistory(stores: Stores, users: number, begin: Day): Promise<BenchPopulation> {
  const createdAt = Date.parse(`${begin}T00:00:00Z`);
  const { idHasher } = createHashingService(stores.documents, () => createdAt);
  const population = populationOf(users, await idHasher());
  await writeSettings(stores);
  await writeSubjects(stores, createCaches(() => createdAt).directory, population, createdAt);
  for (const day of daysInRange(begin, addDays(DAY, -1))) {
    await writeClosedDay(stores, population, day);
  }
  await stores.seals.advanceSealedThrough(`${addDays(DAY, -1)}T23`);
  return population;
}

async function measure(
  store: EmbeddedStore,
  { users, days, profileFolder }: RunsOrder,
): Promise<RunFigures> {
  const begin = addDays(DAY, 1 - days);
  const stores = await openStores(store.endpoint, () => Date.parse(begin), RETENTION_DAYS);
  const run = async (job: 'close' | 'live', instant: string): Promise<PacedReport> => {
    const now = Date.parse(instant);
    await advanceTailCursor(stores.stores.documents, now);
    const order = { endpoint: store.endpoint, job, now };
    const { result, pace } = await paceDuring(() => measuredRun(order, profileFolder));
    return { ...result, pace };
  };
  try {
    const population = await writeHistory(stores.stores, users, begin);
    await run('close', `${DAY}T00:10:00Z`);
    await writeSealedHours(stores.stores, population, DAY, 24);
    const today = addDays(DAY, 1);
    const close = await run('close', `${today}T00:10:00Z`);
    await writeSealedHours(stores.stores, population, today, 12);
    await run('live', `${today}T12:06:00Z`);
    return { users, close, live: await run('live', `${today}T12:36:00Z`) };
  } finally {
    stores.close();
  }
}

/** Writes made-up days into an embedded store on disk and runs the scoring over them. */
export async function measureRuns(order: RunsOrder): Promise<RunFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'barometer-bench-'));
  const store = await startStore(join(folder, 'store'));
  try {
    return await measure(store, order);
  } finally {
    await store.stop();
    await rm(folder, { recursive: true });
  }
}
