import { Duration, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Job, SCHEDULES } from '../lib/model/schedules.ts';
import { isDeadEnd } from './acknowledge.ts';
import type { Alerting } from './alerting.ts';
import { ServiceFunction } from './service-function.ts';
import type { StackSettings } from './settings.ts';
import type { CapabilityProps } from './storage.ts';

/** A tail takes a second or two, and half a minute for 40,000 users that come for the first time. */
const TAIL_TIMEOUT = Duration.minutes(5);

/** Lambda's own limit; a run that is cut there is taken up by the next one. */
const LONGEST = Duration.minutes(15);

export interface ScoringProps extends CapabilityProps {
  readonly alerting: Alerting;
}

/** The jobs that run by the clock: tail, seal, score and the day close. */
export class Scoring extends Construct {
  readonly tail: ServiceFunction;
  readonly seal: ServiceFunction;
  readonly score: ServiceFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: ScoringProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'JobDeadLetters', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
    });
    isDeadEnd(this.deadLetters);
    const job = (name: 'tail' | 'seal' | 'score', timeout: Duration, description: string) => {
      const fn = new ServiceFunction(this, name, {
        settings: props.settings,
        environment: props.environment,
        timeout,
        description,
        deadLetters: this.deadLetters,
        // 43,200 tails a month would be traced one by one, at 0.22 USD.
        traced: name !== 'tail',
      });
      props.storage.allowReadAndWrite(fn);
      return fn;
    };
    this.tail = job('tail', TAIL_TIMEOUT, 'Profiles, event-triggered rules, outbox');
    this.seal = job('seal', LONGEST, 'Folds closed hours into deltas of daily counts');
    this.score = job('score', LONGEST, 'Scores every user and account, and runs the rules');
    for (const fn of [this.tail, this.score]) {
      props.storage.allowOutbox(fn);
      props.alerting.allowPublish(fn);
    }
    this.addSchedules(props.settings);
  }

  private addSchedules(settings: StackSettings): void {
    const targets: Record<Job, ServiceFunction> = {
      tail: this.tail,
      seal: this.seal,
      score: this.score,
      close: this.score,
    };
    const role = this.schedulerRole(Object.values(targets));
    for (const { job, why } of SCHEDULES) {
      new Schedule(this, `${job}Schedule`, {
        description: `${job}: ${why}`,
        schedule: ScheduleExpression.expression(settings.schedules[job]),
        target: new LambdaInvoke(targets[job], {
          role,
          input: ScheduleTargetInput.fromObject({ job }),
          deadLetterQueue: this.deadLetters,
          ...retriesOf(job),
        }),
      });
    }
  }

  /** `LambdaInvoke` would let its role invoke every version of a function; this one may not. */
  private schedulerRole(functions: readonly ServiceFunction[]): IRole {
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    const arns = [...new Set(functions)].map((fn) => fn.functionArn);
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: arns }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetters.queueArn],
      }),
    );
    return role.withoutPolicyUpdates();
  }
}

/** The next tail comes in a minute and sees what this one missed; the others are worth waiting for. */
function retriesOf(job: Job): { readonly retryAttempts: number; readonly maxEventAge: Duration } {
  return job === 'tail'
    ? { retryAttempts: 1, maxEventAge: Duration.minutes(1) }
    : { retryAttempts: 10, maxEventAge: Duration.minutes(30) };
}
