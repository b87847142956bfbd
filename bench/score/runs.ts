import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AlertRule } from '../../lib/alerts/rule.ts';
import type { Stores } from '../../lib/dynamo/stores/dynamo-stores.ts';
import { addDays, type Day, daysInRange } from '../../lib/model/day.ts';
import { putModel } from '../../lib/model/model-versions.ts';
import { advanceTailCursor } from '../../lib/runtime/jobs/catch-up/run-tail.ts';
import { createCaches } from '../../lib/runtime/services/caches.ts';
import { createHashingService } from '../../lib/runtime/services/hashing-service.ts';
import { readModelFile } from '../../local/app/model-file.ts';
import { withStore } from '../bench-store.ts';
import { paceDuring } from '../pace-during.ts';
import { measuredRun, type RunReport } from './measured-run.ts';
import { type BenchPopulation, populationOf } from './population.ts';
import { writeClosedDay, writeSealedHours, writeSubjects } from './write-history.ts';

/** The day that is closed; the day after it is the one that goes on. */
const DAY = '2026-11-20';

const MODEL = fileURLToPath(
  new URL('../../examples/project-management/model.yaml', import.meta.url),
);
const RULES = fileURLToPath(new URL('../../examples/rules/', import.meta.url));

/** A run, and how slow the machine was during it: 1 is as the machine of the anchors at rest. */
export interface PacedReport extends RunReport {
  readonly pace: number;
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

/**
 * Writes made-up days into an embedded store on disk and runs the scoring over them.
 *
 * @param days of history; from 75 on a run goes on from a checkpoint, as it always does later.
 * @param profileFolder where V8 leaves processor profiles. @default none are made
 */
export async function measureRuns(users: number, days: number, profileFolder?: string) {
  const begin = addDays(DAY, 1 - days);
  const today = addDays(DAY, 1);
  return await withStore(
    () => Date.parse(begin),
    async ({ endpoint, stores }) => {
      const run = async (job: 'close' | 'live', instant: string): Promise<PacedReport> => {
        const now = Date.parse(instant);
        await advanceTailCursor(stores.documents, now);
        const order = { endpoint, job, now };
        const { result, pace } = await paceDuring(() => measuredRun(order, profileFolder));
        return { ...result, pace };
      };
      const population = await writeHistory(stores, users, begin);
      await run('close', `${DAY}T00:10:00Z`);
      await writeSealedHours(stores, population, DAY, 24);
      // Of the day nothing was read yet; the days before it were closed.
      const close = await run('close', `${today}T00:10:00Z`);
      await writeSealedHours(stores, population, today, 12);
      await run('live', `${today}T12:06:00Z`);
      // The hourly run at noon replaces the one of the hour before.
      return { users, close, live: await run('live', `${today}T12:36:00Z`) };
    },
  );
}
