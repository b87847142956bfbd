import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../lib/model/schedules.ts';
import { createScheduler } from '../../../local/jobs/scheduler.ts';

const START = Date.parse('2026-11-21T23:30:10Z');

function recorder(run: (job: Job) => Promise<void> = async () => {}) {
  const runs: string[] = [];
  const errors: string[] = [];
  const job = (name: Job) => () => {
    runs.push(`${name} ${new Date(Date.now()).toISOString().slice(11, 16)}`);
    return run(name);
  };
  const scheduler = createScheduler({
    jobs: { tail: job('tail'), seal: job('seal'), score: job('score'), close: job('close') },
    now: () => Date.now(),
    onError: (name) => errors.push(name),
  });
  return { runs, errors, scheduler };
}

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the scheduler', () => {
  it('the scheduler runs nothing when it starts, and each job at its time', async () => {
    const { runs, scheduler } = recorder();
    scheduler.start();
    expect(runs).toEqual([]);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(runs.filter((run) => run.startsWith('tail'))).toHaveLength(60);
    expect(runs.filter((run) => !run.startsWith('tail'))).toEqual([
      'seal 00:06',
      'close 00:10',
      'score 00:20',
    ]);
    await scheduler.stop();
  });

  it('the scheduler runs a job once after a sleep through many of its times', async () => {
    const { runs, scheduler } = recorder();
    scheduler.start();
    vi.setSystemTime(START + 3 * 60 * 60_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(runs.map((run) => run.split(' ')[0]).toSorted()).toEqual([
      'close',
      'score',
      'seal',
      'tail',
    ]);
    await scheduler.stop();
  });

  it('the scheduler never runs a job beside itself', async () => {
    let release = () => {};
    const { runs, scheduler } = recorder(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    scheduler.start();
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(runs.filter((run) => run.startsWith('tail'))).toHaveLength(1);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(runs.filter((run) => run.startsWith('tail'))).toHaveLength(2);
    const stopped = scheduler.stop();
    release();
    await stopped;
  });

  it('the scheduler reports which job failed and goes on', async () => {
    const { errors, scheduler } = recorder(async (job) => {
      if (job === 'tail') throw new Error('no luck');
    });
    scheduler.start();
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    expect(errors).toEqual(['tail', 'tail']);
    await scheduler.stop();
  });
});
