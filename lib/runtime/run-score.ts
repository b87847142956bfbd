import { raiseCrossed } from '../alerts/raise-crossed.ts';
import type { AlertRule } from '../alerts/rule.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { addDays, type Day, dayOf, daysFrom } from '../model/day.ts';
import { listModels, modelVersion } from '../model/models.ts';
import { profilesByHash } from '../scores/profiles.ts';
import { type ModelRun, runModel, type ScoringSources } from '../scores/run-models.ts';
import type { Run } from '../scores/run-store.ts';
import { lastClosedHead } from '../scores/snapshots.ts';
import { reportedScores, writingContext } from './alert-sources.ts';
import { announceScores } from './announce-scores.ts';
import { daysUnclosed } from './backlog.ts';
import { scoringSources } from './job-sources.ts';
import { newId } from './new-id.ts';
import { publishWaiting } from './publish-waiting.ts';
import { runSeal } from './run-seal.ts';
import { runTail, type TailServices } from './run-tail.ts';
import { sendDigests } from './send-digests.ts';

/** One scoring run at a time; Lambda ends a function after 15 minutes. */
export const SCORE_LEASE = 'score';
const LEASE_MS = 15 * 60_000;

/** After a longer pause only the last days are closed one by one. */
const CLOSED_AT_ONCE = 30;

export type Figures = Readonly<Record<string, number>>;

async function alertContext(services: TailServices, sources: ScoringSources) {
  const directory = await sources.directory.read(sources.counts.blocks);
  const accounts = profilesByHash(await sources.profiles.all('account'));
  return { ...writingContext(services, directory), accounts };
}

async function raiseFor(
  services: TailServices,
  sources: ScoringSources,
  runs: readonly ModelRun[],
): Promise<number> {
  const { documents, alerts } = services;
  const rules = (await documents.list<AlertRule>('rule')).map(({ body }) => body);
  const context = await alertContext(services, sources);
  const crossed = { documents, alerts, context, past: reportedScores(services) };
  let raised = 0;
  for (const { scores, model } of runs) {
    raised += await raiseCrossed(crossed, rules, scores, model);
  }
  return raised;
}

/** Scores one day with every model in force, then evaluates rules and publishes. */
async function scoreDayOf(
  services: TailServices,
  runId: string,
  asOf: Day,
  complete: boolean,
): Promise<Figures> {
  const { documents, clock } = services;
  const sources = await scoringSources(services);
  const now = clock();
  const versionOf = (id: string, version: number) => modelVersion(documents, id, version);
  const runs: ModelRun[] = [];
  for (const model of await listModels(documents)) {
    runs.push(await runModel(sources, model, { runId, asOf, complete, now }, versionOf));
  }
  const raised = await raiseFor(services, sources, runs);
  const published = await publishWaiting(services);
  if (complete) await sendDigests(services, asOf, await alertContext(services, sources), runs);
  await announceScores(services, { runId, asOf, complete, alerts: raised }, runs);
  return {
    models: runs.length,
    users: Math.max(...runs.map(({ scores }) => scores.users.hash.length)),
    accounts: Math.max(...runs.map(({ scores }) => scores.accounts.hash.length)),
    restated: runs.reduce((sum, { restated }) => sum + restated, 0),
    alerts: raised,
    published,
  };
}

/** Catches up with all that was acknowledged, then does the work under the lease. */
async function serialised(
  services: TailServices,
  holder: string,
  work: () => Promise<Figures>,
): Promise<Figures> {
  const { runs, clock } = services;
  const lease = await runs.acquire(SCORE_LEASE, holder, clock(), LEASE_MS);
  if (!lease) throw new BarometerError('conflict', 'another scoring run is under way');
  try {
    const { events } = await runTail(services);
    await runSeal(services);
    return { events, ...(await work()) };
  } finally {
    await runs.release(lease);
  }
}

async function reportRun(services: TailServices, figures: Figures, began: number): Promise<void> {
  const { users = 0, accounts = 0, alerts = 0 } = figures;
  services.metrics({
    ScoreSeconds: (services.clock() - began) / 1000,
    SubjectsScored: users + accounts,
    AlertsRaised: alerts,
    DaysUnclosed: await daysUnclosed(services),
  });
}

/** Records how a run ends, good or bad; the error goes on to whoever asked. */
async function recorded(
  services: TailServices,
  run: Run,
  work: () => Promise<Figures>,
): Promise<Run> {
  const { runs, clock } = services;
  const begin = clock();
  await runs.put(run);
  const end = async (rest: Pick<Run, 'status' | 'figures' | 'error'>): Promise<Run> => {
    const ended = { ...run, ...rest, finishedAt: new Date(clock()).toISOString() };
    await runs.put(ended);
    return ended;
  };
  try {
    const figures = await serialised(services, run.runId, work);
    await reportRun(services, figures, begin);
    return await end({ status: 'done', figures: { ...figures, milliseconds: clock() - begin } });
  } catch (error) {
    await end({ status: 'failed', error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

/** Does a run that was asked for: the day it names, or today so far. */
export async function runRequested(services: TailServices, runId: string): Promise<Run> {
  const run = await services.runs.get(runId);
  if (!run) throw new BarometerError('not_found', `there is no run ${runId}`);
  if (run.status === 'done') return run;
  const asOf = run.asOf ?? dayOf(services.clock());
  const running: Run = { ...run, status: 'running' };
  return recorded(services, running, () =>
    scoreDayOf(services, runId, asOf, run.asOf !== undefined),
  );
}

function scheduledRun(services: TailServices, asOf?: Day): Run {
  const requestedAt = new Date(services.clock()).toISOString();
  const run = { runId: newId(), trigger: 'schedule', status: 'running', requestedAt } as const;
  return asOf === undefined ? run : { ...run, asOf };
}

/** The hourly run: live scores of today. */
export async function runLive(services: TailServices): Promise<Run> {
  const run = scheduledRun(services);
  return recorded(services, run, () =>
    scoreDayOf(services, run.runId, dayOf(services.clock()), false),
  );
}

/** Closes yesterday, and before it the days that a pause left open, oldest first. */
export async function runClose(services: TailServices): Promise<readonly Run[]> {
  const yesterday = addDays(dayOf(services.clock()), -1);
  const last = await lastClosedHead(services.blocks, 'default');
  const next = last && last.asOf < yesterday ? addDays(last.asOf, 1) : yesterday;
  const runs: Run[] = [];
  for (const day of daysFrom(next, yesterday).slice(-CLOSED_AT_ONCE)) {
    const run = scheduledRun(services, day);
    runs.push(await recorded(services, run, () => scoreDayOf(services, run.runId, day, true)));
  }
  return runs;
}
