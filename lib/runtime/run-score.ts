import { raiseCrossed } from '../alerts/raise-crossed.ts';
import type { AlertRule } from '../alerts/rule.ts';
import { BarometerError } from '../model/barometer-error.ts';
import { addDays, type Day, dayOf, daysFrom } from '../model/day.ts';
import { listModels, modelVersion } from '../model/models.ts';
import { profilesByHash } from '../scores/profiles.ts';
import { type ModelRun, runModel } from '../scores/run-models.ts';
import type { Run } from '../scores/run-store.ts';
import type { ScoringSources } from '../scores/scoring-sources.ts';
import { reportedScores, writingContext } from './alert-sources.ts';
import { announceScores } from './announce-scores.ts';
import { lastClosedDay, noteClosed } from './closed-days.ts';
import { scoringSources } from './job-sources.ts';
import { newId } from './new-id.ts';
import { publishWaiting } from './publish-waiting.ts';
import { type Figures, recorded, type Work } from './recorded-run.ts';
import type { TailServices } from './run-tail.ts';
import { sendDigests } from './send-digests.ts';

/** One scoring run at a time. */
export const SCORE_LEASE = 'score';

/** After a longer pause only the last days are closed one by one. */
const CLOSED_AT_ONCE = 30;

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

/** Which day a run computes, and whether that day is over. */
interface Target {
  readonly runId: string;
  readonly asOf: Day;
  readonly complete: boolean;
}

/** Scores one day with every model in force, then evaluates rules and publishes. */
async function scoreDayOf(
  services: TailServices,
  { runId, asOf, complete }: Target,
  ensureLeased: Parameters<Work>[0],
): Promise<Figures> {
  const { documents, clock } = services;
  const sources = await scoringSources(services);
  const now = clock();
  const versionOf = (id: string, version: number) => modelVersion(documents, id, version);
  const request = { generation: newId(), asOf, complete, now, ensureLeased };
  const runs: ModelRun[] = [];
  for (const model of await listModels(documents)) {
    runs.push(await runModel(sources, model, request, versionOf));
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

function scored(services: TailServices, run: Run, day?: Day): Promise<Run> {
  const asOf = day ?? dayOf(services.clock());
  const target = { runId: run.runId, asOf, complete: day !== undefined };
  return recorded(services, { run, lease: SCORE_LEASE }, (ensureLeased) =>
    scoreDayOf(services, target, ensureLeased),
  );
}

/** Does a run that was asked for: the day it names, or today so far. */
export async function runRequested(services: TailServices, runId: string): Promise<Run> {
  const run = await services.runs.get(runId);
  if (!run) throw new BarometerError('not_found', `there is no run ${runId}`);
  return run.status === 'done' ? run : scored(services, { ...run, status: 'running' }, run.asOf);
}

function scheduledRun(services: TailServices, asOf?: Day): Run {
  const requestedAt = new Date(services.clock()).toISOString();
  const run = { runId: newId(), trigger: 'schedule', status: 'running', requestedAt } as const;
  return asOf === undefined ? run : { ...run, asOf };
}

/** The hourly run: live scores of today. */
export function runLive(services: TailServices): Promise<Run> {
  return scored(services, scheduledRun(services));
}

/** Closes yesterday, and before it the days that a pause left open, oldest first. */
export async function runClose(services: TailServices): Promise<readonly Run[]> {
  const yesterday = addDays(dayOf(services.clock()), -1);
  const last = await lastClosedDay(services);
  const next = last !== undefined && last < yesterday ? addDays(last, 1) : yesterday;
  const runs: Run[] = [];
  for (const day of daysFrom(next, yesterday).slice(-CLOSED_AT_ONCE)) {
    runs.push(await scored(services, scheduledRun(services, day), day));
    await noteClosed(services, day);
  }
  return runs;
}
