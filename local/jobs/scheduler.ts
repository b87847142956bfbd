import { type Job, SCHEDULES, type Schedule } from '../../lib/model/schedules.ts';
import { nextRun } from './next-run.ts';
import { createSingleRunner } from './single-runner.ts';

interface SchedulerOptions {
  readonly jobs: Readonly<Record<Job, () => Promise<unknown>>>;
  readonly now: () => number;
  readonly onError: (job: Job, error: unknown) => void;
}

/** A machine that slept through its timers is noticed this soon after it woke up. */
const LONGEST_WAIT_MS = 30_000;

/** Follows the schedules that the stack declares, by the local clock, each job one at a time. */
export function createScheduler({ jobs, now, onError }: SchedulerOptions) {
  const runner = (job: Job) => createSingleRunner(jobs[job], (error) => onError(job, error));
  const runners = {
    tail: runner('tail'),
    seal: runner('seal'),
    score: runner('score'),
    close: runner('close'),
  };
  const due = new Map<Schedule, number>();
  let timer: NodeJS.Timeout | undefined;

  const tick = (): void => {
    for (const schedule of SCHEDULES) {
      if ((due.get(schedule) ?? Number.POSITIVE_INFINITY) > now()) continue;
      due.set(schedule, nextRun(schedule.expression, now()));
      void runners[schedule.job].run();
    }
    const wait = Math.min(...due.values(), now() + LONGEST_WAIT_MS) - now();
    timer = setTimeout(tick, Math.max(1, wait));
  };
  return {
    /** Starts to follow the schedules; nothing runs before its first time has come. */
    start(): void {
      for (const schedule of SCHEDULES) due.set(schedule, nextRun(schedule.expression, now()));
      tick();
    },
    /** Resolves when the jobs that were running have ended. */
    async stop(): Promise<void> {
      clearTimeout(timer);
      await Promise.all(Object.values(runners).map((each) => each.stop()));
    },
  };
}
