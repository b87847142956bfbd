import type { Job, Schedule } from '../../lib/model/schedules.ts';
import { nextRun } from './next-run.ts';
import { createSingleRunner, type SingleRunner } from './single-runner.ts';

export interface SchedulerOptions {
  readonly schedules: readonly Schedule[];
  readonly jobs: Readonly<Record<Job, () => Promise<unknown>>>;
  readonly now: () => number;
  readonly onError: (job: Job, error: unknown) => void;
}

export interface Scheduler {
  /** Starts to follow the schedules; nothing runs before its first time has come. */
  start(): void;
  /** Runs a job out of turn; calls that come while it is running share one more run. */
  trigger(job: Job): Promise<void>;
  /** Resolves when the jobs that were running have ended. */
  stop(): Promise<void>;
}

/** A machine that slept through its timers is noticed this soon after it woke up. */
const LONGEST_WAIT_MS = 30_000;

type Runners = Readonly<Record<Job, SingleRunner>>;

function runnersOf({ jobs, onError }: SchedulerOptions): Runners {
  const runner = (job: Job) => createSingleRunner(jobs[job], (error) => onError(job, error));
  return {
    tail: runner('tail'),
    seal: runner('seal'),
    score: runner('score'),
    close: runner('close'),
  };
}

/** Follows the schedules that the stack declares, by the local clock, each job one at a time. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { schedules, now } = options;
  const runners = runnersOf(options);
  const due = new Map<Schedule, number>();
  let timer: NodeJS.Timeout | undefined;

  const tick = (): void => {
    for (const schedule of schedules) {
      if ((due.get(schedule) ?? Number.POSITIVE_INFINITY) > now()) continue;
      due.set(schedule, nextRun(schedule.expression, now()));
      void runners[schedule.job].run();
    }
    const wait = Math.min(...due.values(), now() + LONGEST_WAIT_MS) - now();
    timer = setTimeout(tick, Math.max(1, wait));
  };
  return {
    start() {
      for (const schedule of schedules) due.set(schedule, nextRun(schedule.expression, now()));
      tick();
    },
    trigger: (job) => runners[job].run(),
    async stop() {
      clearTimeout(timer);
      await Promise.all(Object.values(runners).map((runner) => runner.stop()));
    },
  };
}
