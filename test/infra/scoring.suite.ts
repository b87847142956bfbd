import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { SCHEDULES } from '../../lib/model/schedules.ts';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');

describe('the schedules', () => {
  it('the schedules of the stack are those of the shared definition', () => {
    const declared = Object.values(resourcesOf(template, 'AWS::Scheduler::Schedule')).map(
      ({ Properties }) => ({
        job: JSON.parse(Properties['Target'].Input).job,
        expression: Properties['ScheduleExpression'],
        zone: Properties['ScheduleExpressionTimezone'],
      }),
    );
    const shared = SCHEDULES.map(({ job, expression }) => ({ job, expression, zone: 'Etc/UTC' }));
    expect(declared).toHaveLength(shared.length);
    expect(declared).toEqual(expect.arrayContaining(shared));
  });

  it('the schedules call the function of the job, and put what cannot be called among the dead letters', () => {
    const functionOf = { tail: 'ScoringTail', seal: 'ScoringSeal', score: 'ScoringScore' };
    for (const { job } of SCHEDULES) {
      const name = functionOf[job === 'close' ? 'score' : job];
      template.hasResourceProperties('AWS::Scheduler::Schedule', {
        Target: {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}`), 'Arn'] },
          DeadLetterConfig: {
            Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('JobDeadLetters'), 'Arn'] },
          },
          Input: JSON.stringify({ job }),
          RetryPolicy: { MaximumRetryAttempts: job === 'tail' ? 1 : 10 },
        },
      });
    }
  });

  it('the schedules differ where an environment says so', () => {
    const { schedules } = {
      schedules: Object.fromEntries(SCHEDULES.map((s) => [s.job, s.expression])),
    };
    const { tail = '', seal = '', close = '' } = schedules;
    const slower = synthesise('dev', {
      schedules: { tail, seal, close, score: 'cron(20 6 * * ? *)' },
    }).template;
    slower.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(20 6 * * ? *)',
      Target: { Input: '{"job":"score"}' },
    });
  });
});
