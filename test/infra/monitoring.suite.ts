import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { refusedShare } from '../../lib/runtime/jobs/catch-up/backlog.ts';
import { createMetrics } from '../../lib/runtime/services/metrics.ts';
import { type AlarmProperties, rings } from './rings.ts';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');
const resources = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
const alarms = new Map(
  resources.map(([id, { Properties }]) => [
    id.replace(/^Monitoring|[0-9A-F]{8}$/g, ''),
    Properties as AlarmProperties & Record<string, unknown>,
  ]),
);

function alarm(name: string): AlarmProperties {
  const found = alarms.get(name);
  if (!found) throw new Error(`there is no alarm ${name}`);
  return found;
}

describe('the alarms', () => {
  it('the alarms of the stack are the listed ones, each watching the metric beside its name', () => {
    const metrics = [...alarms].map(([name, { MetricName }]) => `${name}: ${MetricName}`);
    expect(metrics.sort()).toEqual([
      'AlertsUnpublished: AlertsUnpublished',
      'ApiErrors: Errors',
      'DaysUnclosed: DaysUnclosed',
      'DeliverErrors: Errors',
      'EventsRefused: RefusedShare',
      'HoursUnsealed: HoursUnsealed',
      'IngestErrors: Errors',
      'JobDeadLetters: ApproximateNumberOfMessagesVisible',
      'RequestsRefused: 4xx',
      'ScoreErrors: Errors',
      'ScoresLate: ScoreSeconds',
      'ScoresSlow: ScoreSeconds',
      'SealErrors: Errors',
      'ServerErrors: 5xx',
      'StoreFailures: StoreFailures',
      'TailErrors: Errors',
      'Throttles: Throttles',
      'WebhookDeadLetters: ApproximateNumberOfMessagesVisible',
    ]);
  });

  it('the stack has as many alarms as docs/cost.md reckons with', () => {
    const cost = readFileSync('docs/cost.md', 'utf8');
    expect(cost).toContain(`${alarms.size} alarms (${(alarms.size * 0.1).toFixed(2)})`);
  });

  it('the alarms reach the operators and not the customers', () => {
    for (const [, { Properties }] of resources) {
      expect(Properties['AlarmActions']).toEqual([
        { Ref: expect.stringMatching(/^MonitoringOperators/) },
      ]);
    }
  });

  it('the alarms watch one metric each, so that any CloudWatch can hold them', () => {
    expect(resources.filter(([, { Properties }]) => Properties['Metrics'])).toEqual([]);
  });

  it('the alarms go to an email address where a setting gives one', () => {
    const { template: told } = synthesise('dev', { alarmEmail: 'ops@example.com' });
    told.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: { Ref: Match.stringLikeRegexp('^MonitoringOperators') },
    });
  });

  it('the alarms watch metrics that the functions write, under the same name and dimensions', () => {
    const own = [...alarms.values()].filter(({ Namespace }) => Namespace === 'Barometer');
    expect(own).toHaveLength(7);
    for (const { MetricName, Dimensions = [] } of own) {
      const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
      const lines: string[] = [];
      createMetrics(
        (line) => lines.push(line),
        () => 0,
        { service: String(dimensions['service']), stage: 'dev' },
      )({ [MetricName]: 1 });
      const [written = {}] = lines.map((line) => JSON.parse(line));
      expect(written).toMatchObject({ ...dimensions, [MetricName]: 1 });
      const [directive] = written._aws.CloudWatchMetrics;
      expect(directive.Namespace).toBe('Barometer');
      expect([...directive.Dimensions[0]].sort()).toEqual(Object.keys(dimensions).sort());
    }
  });
});

describe('the thresholds of the alarms', () => {
  it('an alarm rings when an hour is left unsealed for two hours, and not before', () => {
    expect(rings(alarm('HoursUnsealed'), [2, 2.1, 2.2])).toBe(true);
    expect(rings(alarm('HoursUnsealed'), [1.8, 1.9, 1.99])).toBe(false);
    expect(rings(alarm('HoursUnsealed'), [2.1, 2.2, 0])).toBe(false);
  });

  it('an alarm rings when a twentieth of the events is refused, and not for three of five', () => {
    const share = (refused: number, events: number) =>
      rings(alarm('EventsRefused'), [refusedShare({ refused, events })]);
    expect(share(100, 1900)).toBe(true);
    expect(share(100, 1901)).toBe(false);
    expect(share(100, 0)).toBe(true);
    expect(share(99, 0)).toBe(false);
    expect(share(3, 2)).toBe(false);
    expect(rings(alarm('EventsRefused'), [undefined])).toBe(false);
  });

  it('an alarm rings when a thousand requests come with wrong keys or bodies', () => {
    expect(rings(alarm('RequestsRefused'), [1000])).toBe(true);
    expect(rings(alarm('RequestsRefused'), [999])).toBe(false);
  });

  it('an alarm rings when no function reports for a quarter of an hour whether an hour is unsealed', () => {
    expect(rings(alarm('HoursUnsealed'), [undefined, undefined, undefined])).toBe(true);
    expect(rings(alarm('HoursUnsealed'), [undefined, undefined, 0.2])).toBe(false);
  });

  it('an alarm rings when no run finished for three hours, and when one takes twelve minutes', () => {
    expect(rings(alarm('ScoresLate'), [undefined, undefined, undefined])).toBe(true);
    expect(rings(alarm('ScoresLate'), [undefined, 1, undefined])).toBe(false);
    expect(rings(alarm('ScoresSlow'), [720])).toBe(true);
    expect(rings(alarm('ScoresSlow'), [719])).toBe(false);
  });

  it('an alarm rings when a day stays open, and not for want of data', () => {
    expect(rings(alarm('DaysUnclosed'), [1])).toBe(true);
    expect(rings(alarm('DaysUnclosed'), [undefined])).toBe(false);
  });

  it('an alarm rings when alerts do not leave for a quarter of an hour', () => {
    expect(rings(alarm('AlertsUnpublished'), [1, 1, 1])).toBe(true);
    expect(rings(alarm('AlertsUnpublished'), [1, 1, undefined])).toBe(false);
  });

  it.each(['JobDeadLetters', 'WebhookDeadLetters', 'ScoreErrors', 'Throttles'])(
    'an alarm rings at the first of %s, and not at none',
    (name) => {
      expect(rings(alarm(name), [1])).toBe(true);
      expect(rings(alarm(name), [0])).toBe(false);
      expect(rings(alarm(name), [undefined])).toBe(false);
    },
  );

  it('an alarm rings later where an environment runs its jobs less often', () => {
    const slower = synthesise('dev', {
      alarms: { tailMinutes: 61, scoreHours: 24, refusedShare: 0.5, refusedRequests: 50 },
    }).template;
    const periods = Object.values(resourcesOf(slower, 'AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => [Properties['MetricName'], Properties['EvaluationPeriods']],
    );
    expect(periods).toContainEqual(['HoursUnsealed', 13]);
    expect(periods).toContainEqual(['ScoreSeconds', 24]);
  });
});
