import { randomUUID } from 'node:crypto';
import type { ModelSummary, ScoresComputed } from '../../../alerts/scores-computed.ts';
import { BarometerError } from '../../../model/barometer-error.ts';
import { addDays, type Day, dayOf, daysInRange } from '../../../model/day.ts';
import { isoInstant } from '../../../model/instant.ts';
import { listModels } from '../../../model/model-versions.ts';
import { RUN_MINUTES, type Run } from '../../../scores/run/run-store.ts';
import { lastLateReceipt } from '../../../scores/run/stale-heads.ts';
import { scoringSources } from '../../services/job-sources.ts';
import { errorFields } from '../../services/log.ts';
import { lastClosedDay, recordClosedDay } from '../catch-up/last-closed-day.ts';
import { lateReceipts } from '../catch-up/late-receipts.ts';
import { ensureComputable } from './ensure-computable.ts';
import { type RunResult, type RunServices, type RunWork, recordRun } from './record-run.ts';
import { type DaysToRestate, restateDays } from './restate-days.ts';
import { type ScoringJob, scoreModels } from './score-models.ts';
import { createTimeBudget } from './time-budget.ts';

/** After a longer pause only the last days are closed one by one. */
const MAX_DAYS_CLOSED = 30;

const MS_PER_MINUTE = 60_000;

/** What a run restates is done by then; the last minute is for ending it, and for erasures. */
const RESTATES_MS = (RUN_MINUTES - 1) * MS_PER_MINUTE;

/** The hourly run comes ten minutes after the close, and would find its lease taken. */
const CLOSE_RESTATES_MS = 10 * MS_PER_MINUTE;

/** Which day a run computes, and what it does besides. */
interface RunTarget {
  readonly asOf: Day;
  readonly complete: boolean;
  /** Whether rules and all of the day are done with it, so that no other run need close it. */
  readonly closes?: boolean;
  /** Whether somebody named the day, which may be one that cannot be computed any more. */
  readonly isNamed?: boolean;
  /** Earlier days to restate. @default none */
  readonly restate?: DaysToRestate;
  /** Epoch milliseconds: no restated day ends later. */
  readonly untilMs: number;
}

/** Tells programs that scores can be read. The scores stand whether or not anybody hears of them. */
async function announceScores(
  { publisher, clock, log }: RunServices,
  run: Pick<ScoresComputed, 'runId' | 'asOf' | 'complete' | 'alerts'>,
  models: readonly ModelSummary[],
): Promise<void> {
  const computedAt = isoInstant(clock());
  try {
    await publisher.announce?.({ schemaVersion: 1, ...run, computedAt, models });
  } catch (error) {
    log.warn('nobody heard of a run', errorFields(error));
  }
}

async function scoringJobFor(
  services: RunServices,
  { asOf, complete, untilMs }: RunTarget,
  ensureLeased: Parameters<RunWork>[0],
): Promise<ScoringJob> {
  const { clock } = services;
  const sources = await scoringSources(services);
  const late = await lateReceipts(services.documents);
  const request = {
    ...{ generation: randomUUID(), asOf, complete, now: clock(), ensureLeased },
    lateThrough: lastLateReceipt(late, dayOf(clock())),
  };
  return { services, sources, request, budget: createTimeBudget(clock, untilMs) };
}

/**
 * Scores one day with every model in force and tells whom it concerns. Then comes what can wait:
 * earlier days are restated only once the day is closed, so that being cut off there costs nothing.
 */
async function scoreDayOf(
  services: RunServices,
  runId: string,
  target: RunTarget,
  ensureLeased: Parameters<RunWork>[0],
): Promise<RunResult> {
  const { asOf, complete, closes, isNamed, restate } = target;
  if (isNamed) await ensureComputable(services, asOf);
  const job = await scoringJobFor(services, target, ensureLeased);
  const models = await listModels(services.documents);
  const { summaries, raised, published, finish } = await scoreModels(job, models);
  await announceScores(services, { runId, asOf, complete, alerts: raised }, summaries);
  await finish();
  if (closes) await recordClosedDay(services, asOf);
  const figures = {
    models: models.length,
    users: Math.max(...summaries.map(({ users }) => users)),
    accounts: Math.max(...summaries.map(({ accounts }) => accounts)),
    alerts: raised,
    published,
  };
  return {
    figures,
    afterwards: async () => (restate ? restateDays(job, models, restate) : { restated: 0 }),
  };
}

function runTarget(services: RunServices, run: Run, target: RunTarget): Promise<Run> {
  return recordRun(services, run, (ensureLeased) =>
    scoreDayOf(services, run.runId, target, ensureLeased),
  );
}

/**
 * Does a requested run: the day it names, or today so far.
 *
 * @param beganMs epoch milliseconds: when the function was called, which may take 15 minutes
 */
export async function runRequested(
  services: RunServices,
  runId: string,
  beganMs = services.clock(),
): Promise<Run> {
  const run = await services.runs.get(runId);
  if (!run) throw new BarometerError('not_found', `there is no run ${runId}`);
  if (run.status === 'done') return run;
  const untilMs = beganMs + RESTATES_MS;
  const { asOf } = run;
  const target: RunTarget =
    asOf === undefined
      ? { asOf: dayOf(services.clock()), complete: false, untilMs }
      : { asOf, complete: true, isNamed: true, restate: { first: asOf, last: asOf }, untilMs };
  return runTarget(services, { ...run, status: 'running' }, target);
}

function scheduledRun(services: RunServices, asOf?: Day): Run {
  const requestedAt = isoInstant(services.clock());
  const run = { runId: randomUUID(), trigger: 'schedule', status: 'running', requestedAt } as const;
  return asOf === undefined ? run : { ...run, asOf };
}

/** The hourly run: live scores of today, then what the last close had no time to restate. */
export function runLive(services: RunServices, beganMs = services.clock()): Promise<Run> {
  const asOf = dayOf(services.clock());
  const untilMs = beganMs + RESTATES_MS;
  const target = { asOf, complete: false, restate: 'left over', untilMs } as const;
  return runTarget(services, scheduledRun(services), target);
}

/**
 * Closes yesterday, and before it the days that a pause left open, oldest first.
 *
 * @param restatesMs how long after it began it may restate days, of which hourly runs do the rest
 */
export async function runClose(
  services: RunServices,
  beganMs = services.clock(),
  restatesMs = CLOSE_RESTATES_MS,
): Promise<readonly Run[]> {
  const yesterday = addDays(dayOf(services.clock()), -1);
  const closed = await lastClosedDay(services);
  const next = closed !== undefined && closed < yesterday ? addDays(closed, 1) : yesterday;
  const days = daysInRange(next, yesterday).slice(-MAX_DAYS_CLOSED);
  const [first = yesterday] = days;
  // The first close of all that dies leaves a final day: the next one must not take it for closed.
  await recordClosedDay(services, addDays(first, -1));
  const runs: Run[] = [];
  for (const asOf of days) {
    const target = { asOf, complete: true, closes: true, untilMs: beganMs + restatesMs };
    // All of them are closed before any earlier day is restated.
    const restate = asOf === yesterday && { restate: { first, last: asOf } };
    runs.push(await runTarget(services, scheduledRun(services, asOf), { ...target, ...restate }));
  }
  return runs;
}
