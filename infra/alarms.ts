import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { BarometerMetrics } from './barometer-metrics.ts';
import type { ServiceFunction } from './service-function.ts';
import type { StackSettings } from './settings.ts';

type AlarmLimits = StackSettings['alarms'];

const FIVE_MINUTES = Duration.minutes(5);
const HOUR = Duration.hours(1);

/** Lambda ends a run after 900 seconds; this leaves time to grow its memory. */
const SLOW_RUN_SECONDS = 720;

type AlarmTrigger = Pick<AlarmProps, 'metric' | 'threshold'> & Partial<AlarmProps>;

/**
 * The alarms, each on one metric and a fixed threshold, told to one topic. `docs/operations.md` says
 * of each what it means and what to do.
 */
export class Alarms {
  private readonly scope: Construct;
  private readonly action: SnsAction;

  constructor(scope: Construct, operators: ITopic) {
    this.scope = scope;
    this.action = new SnsAction(operators);
  }

  onDeadLetters(name: string, queue: Queue): void {
    const period = { period: FIVE_MINUTES, statistic: Stats.MAXIMUM };
    this.alarm(
      `${name}DeadLetters`,
      `${name} work failed for good and waits in ${queue.node.id}: find out why, then redrive it`,
      { metric: queue.metricApproximateNumberOfMessagesVisible(period), threshold: 1 },
    );
  }

  onRequests(api: HttpApi, metrics: BarometerMetrics, limits: AlarmLimits): void {
    this.alarm(
      'ServerErrors',
      'clients are answered 5xx: they keep their events and try again, but not for ever',
      { metric: api.metricServerError({ period: FIVE_MINUTES }), threshold: 5 },
    );
    this.alarm('StoreFailures', 'the table did not take events, clients were answered 503', {
      metric: metrics.storeFailures({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 5,
    });
    this.alarm('EventsRefused', 'events are refused: GET /v1/events/recent says which and why', {
      metric: metrics.refusedShare({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      threshold: limits.refusedShare,
    });
    const sum = { period: Duration.minutes(15), statistic: Stats.SUM };
    this.alarm('RequestsRefused', 'requests are answered 4xx: keys or bodies are wrong', {
      metric: api.metricClientError(sum),
      threshold: limits.refusedRequests,
    });
  }

  onFunctions(functions: Readonly<Record<string, ServiceFunction>>): void {
    for (const [name, fn] of Object.entries(functions)) {
      this.alarm(`${name}Errors`, `the ${fn.node.id} function failed: its log group says why`, {
        metric: fn.metricErrors({ period: FIVE_MINUTES }),
        threshold: 1,
      });
    }
    // Without a function's name: the concurrency that is used up belongs to account and region.
    this.alarm('Throttles', 'functions were throttled: the concurrency of the account is used up', {
      metric: LambdaFunction.metricAllThrottles({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      threshold: 1,
    });
  }

  /** A job that does not run writes nothing, so where a job is watched silence rings. */
  onJobs(metrics: BarometerMetrics, limits: AlarmLimits): void {
    this.alarm('HoursUnsealed', 'an hour is unsealed for two, or the tail does not run', {
      metric: metrics.hoursUnsealed({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      threshold: 2,
      evaluationPeriods: Math.ceil(limits.tailMinutes / FIVE_MINUTES.toMinutes()),
      treatMissingData: TreatMissingData.BREACHING,
    });
    this.alarm('ScoresLate', 'no scoring run has finished for hours', {
      metric: metrics.scoreSeconds({ period: HOUR, statistic: Stats.SAMPLE_COUNT }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: limits.scoreHours,
      treatMissingData: TreatMissingData.BREACHING,
    });
    this.alarm('ScoresSlow', 'scoring comes close to the 900 seconds after which it is ended', {
      metric: metrics.scoreSeconds({ period: HOUR, statistic: Stats.MAXIMUM }),
      threshold: SLOW_RUN_SECONDS,
    });
    this.alarm('DaysUnclosed', 'a day that ended has no final scores', {
      metric: metrics.daysUnclosed({ period: HOUR, statistic: Stats.MINIMUM }),
      threshold: 1,
    });
  }

  onAlerts(metrics: BarometerMetrics): void {
    // The minimum: what a run has just raised stands in the outbox for a minute.
    this.alarm('AlertsUnpublished', 'alerts do not leave, or the outbox is paused', {
      metric: metrics.alertsUnpublished({ period: FIVE_MINUTES, statistic: Stats.MINIMUM }),
      threshold: 1,
      evaluationPeriods: 3,
    });
  }

  /** Rings in the first period in which the metric reaches the threshold, unless told otherwise. */
  private alarm(id: string, description: string, rings: AlarmTrigger): void {
    new Alarm(this.scope, id, {
      alarmDescription: `Barometer: ${description}`,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...rings,
    }).addAlarmAction(this.action);
  }
}
