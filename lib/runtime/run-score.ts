import { BarometerError } from '../model/barometer-error.ts';
import { addDays, type Day, dayOf, daysFrom } from '../model/day.ts';
import { listModels } from '../model/models.ts';
import { RUN_MINUTES } from '../scores/ended-run.ts';
import type { Run } from '../scores/run-store.ts';
import { announceScores } from './announce-scores.ts';
import { lastClosedDay, noteClosed } from './closed-days.ts';
import { scoringSources } from './job-sources.ts';
import { newId } from './new-id.ts';
import { type Done, recorded, type Work } from './recorded-run.ts';
import { type Restating, restateDays } from './restate-days.ts';
import type { TailServices } from './run-tail.ts';
import { scoreModels } from './score-models.ts';
import type { ScoringJob } from './scoring-job.ts';
import { timeLeft } from './time-left.ts';

/** One scoring run at a time. */
export const SCORE_LEASE = 'score';

/** After a longer pause only the last days are closed one by one. */
const CLOSED_AT_ONCE = 30;

const MS_PER_MINUTE = 60_000;

/** What a run restates is done by then; the last minute is for ending it, and for erasures. */
const RESTATES_MS = (RUN_MINUTES - 1) * MS_PER_MINUTE;

/** The hourly run comes ten minutes after the close, and would find its lease taken. */
const CLOSE_RESTATES_MS = 10 * MS_PER_MINUTE;

/** Which day a run computes, and what it does besides. */
interface Target {
  readonly asOf: Day;
  /** Whether the day is over. */
  readonly complete: boolean;
  /** Whether rules and all of the day are done with it, so that no other run need close it. */
  readonly closes?: boolean;
  /** Earlier days to restate. @default none */
  readonly restating?: Restating;
  /** Epoch milliseconds: no restated day ends later. */
  readonly until: number;
}

async function jobFor(
  services: TailServices,
  { asOf, complete, until }: Target,
  ensureLeased: Parameters<Work>[0],
): Promise<ScoringJob> {
  const { clock } = services;
  const sources = await scoringSources(services);
  const request = { generation: newId(), asOf, complete, now: clock(), ensureLeased };
  return { services, sources, request, time: timeLeft(clock, until) };
}

/**
 * Scores one day with every model in force and tells whom it concerns. Then comes what can wait:
 * earlier days are restated only once the day is closed, so that being cut off there costs nothing.
 */
async function scoreDayOf(
  services: TailServices,
  runId: string,
  target: Target,
  ensureLeased: Parameters<Work>[0],
): Promise<Done> {
  const { asOf, complete, closes, restating } = target;
  const job = await jobFor(services, target, ensureLeased);
  const models = await listModels(services.documents);
  const { summaries, raised, published, keep } = await scoreModels(job, models);
  await announceScores(services, { runId, asOf, complete, alerts: raised }, summaries);
  await keep();
  if (closes) await noteClosed(services, asOf);
  const figures = {
    models: models.length,
    users: Math.max(...summaries.map(({ users }) => users)),
    accounts: Math.max(...summaries.map(({ accounts }) => accounts)),
    alerts: raised,
    published,
  };
  return {
    figures,
    afterwards: async () => (restating ? restateDays(job, models, restating) : { restated: 0 }),
  };
}

function scored(services: TailServices, run: Run, target: Target): Promise<Run> {
  return recorded(services, { run, lease: SCORE_LEASE }, (ensureLeased) =>
    scoreDayOf(services, run.runId, target, ensureLeased),
  );
}

/**
 * Does a run that was asked for: the day it names, or today so far.
 *
 * @param began epoch milliseconds: when the function was called, which may take 15 minutes
 */
export async function runRequested(
  services: TailServices,
  runId: string,
  began = services.clock(),
): Promise<Run> {
  const run = await services.runs.get(runId);
  if (!run) throw new BarometerError('not_found', `there is no run ${runId}`);
  if (run.status === 'done') return run;
  const until = began + RESTATES_MS;
  const { asOf } = run;
  const target: Target =
    asOf === undefined
      ? { asOf: dayOf(services.clock()), complete: false, until }
      : { asOf, complete: true, restating: { first: asOf, last: asOf }, until };
  return scored(services, { ...run, status: 'running' }, target);
}

function scheduledRun(services: TailServices, asOf?: Day): Run {
  const requestedAt = new Date(services.clock()).toISOString();
  const run = { runId: newId(), trigger: 'schedule', status: 'running', requestedAt } as const;
  return asOf === undefined ? run : { ...run, asOf };
}

/** The hourly run: live scores of today, then what the last close had no time to restate. */
export function runLive(services: TailServices, began = services.clock()): Promise<Run> {
  const asOf = dayOf(services.clock());
  const until = began + RESTATES_MS;
  const target = { asOf, complete: false, restating: 'left over', until } as const;
  return scored(services, scheduledRun(services), target);
}

/**
 * Closes yesterday, and before it the days that a pause left open, oldest first.
 *
 * @param restatesMs how long after it began it may restate days, of which hourly runs do the rest
 */
export async function runClose(
  services: TailServices,
  began = services.clock(),
  restatesMs = CLOSE_RESTATES_MS,
): Promise<readonly Run[]> {
  const yesterday = addDays(dayOf(services.clock()), -1);
  const closed = await lastClosedDay(services);
  const next = closed !== undefined && closed < yesterday ? addDays(closed, 1) : yesterday;
  const days = daysFrom(next, yesterday).slice(-CLOSED_AT_ONCE);
  const [first = yesterday] = days;
  // The first close of all that dies leaves a final day: the next one must not take it for closed.
  await noteClosed(services, addDays(first, -1));
  const runs: Run[] = [];
  for (const asOf of days) {
    const target = { asOf, complete: true, closes: true, until: began + restatesMs };
    // All of them are closed before any earlier day is restated.
    const restating = asOf === yesterday && { restating: { first, last: asOf } };
    runs.push(await scored(services, scheduledRun(services, asOf), { ...target, ...restating }));
  }
  return runs;
}
