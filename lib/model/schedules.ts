/** The jobs that run by the clock. The stack declares them and the local runner follows them. */
export type Job = 'tail' | 'seal' | 'score' | 'close';

export interface Schedule {
  readonly job: Job;
  /** EventBridge Scheduler's own syntax, UTC. */
  readonly expression: string;
  readonly why: string;
}

export const SCHEDULES: readonly Schedule[] = [
  {
    job: 'tail',
    expression: 'rate(1 minute)',
    why: 'profiles, event-triggered rules and unpublished alerts',
  },
  {
    job: 'seal',
    expression: 'cron(6 * * * ? *)',
    why: 'an hour closes five minutes after its end; one more keeps clear of it',
  },
  { job: 'score', expression: 'cron(20 * * * ? *)', why: 'live scores, after the seal' },
  {
    job: 'close',
    expression: 'cron(10 0 * * ? *)',
    why: 'the final scores of yesterday, after its last hour is sealed',
  },
];
