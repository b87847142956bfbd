import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');

describe('the alarms', () => {
  const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'));

  it('ring for dead letters, 5xx, and errors and throttles of every function', () => {
    const metrics = alarms.map(({ Properties }) => Properties['MetricName']);
    const times = (name: string) => metrics.filter((metric) => metric === name).length;
    expect(times('ApproximateNumberOfMessagesVisible')).toBe(2);
    expect(times('5xx')).toBe(1);
    expect(times('Errors')).toBe(6);
    expect(times('Throttles')).toBe(6);
  });

  it('reach the operators and not the customers', () => {
    for (const { Properties } of alarms) {
      expect(Properties['AlarmActions']).toEqual([
        { Ref: expect.stringMatching(/^MonitoringOperators/) },
      ]);
    }
  });

  it('watch one metric each, so any CloudWatch can hold them', () => {
    expect(alarms.filter(({ Properties }) => Properties['Metrics'])).toEqual([]);
  });

  it('go to an address where one is given', () => {
    const { template: told } = synthesise('dev', { alarmEmail: 'ops@example.com' });
    told.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: { Ref: Match.stringLikeRegexp('^MonitoringOperators') },
    });
  });
});
