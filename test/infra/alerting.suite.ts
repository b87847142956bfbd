import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');

describe('the queues', () => {
  it('every queue ends in dead letters, and only the queues of dead letters end nowhere', () => {
    const queues = Object.entries(resourcesOf(template, 'AWS::SQS::Queue'));
    const ends = queues.filter(([, { Properties }]) => !Properties['RedrivePolicy']);
    expect(queues).toHaveLength(3);
    expect(ends.map(([id]) => id).filter((id) => !/DeadLetters/.test(id))).toEqual([]);
  });

  it('the queues let dead letters be redriven: no policy says which queue they may go to', () => {
    template.allResourcesProperties('AWS::SQS::Queue', { RedriveAllowPolicy: Match.absent() });
    template.allResourcesProperties('AWS::SQS::Queue', { FifoQueue: Match.absent() });
  });

  it('the queues keep a delivery for longer than the 75 hours over which it is tried', () => {
    template.allResourcesProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 14 * 86_400 });
  });

  it('the queues hide a delivery for six times as long as its function may take', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 360,
      RedrivePolicy: Match.objectLike({ maxReceiveCount: 30 }),
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('the queues and topics take no message over an unencrypted line', () => {
    for (const type of ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy']) {
      template.allResourcesProperties(type, {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      });
    }
    expect(Object.keys(resourcesOf(template, 'AWS::SQS::QueuePolicy'))).toHaveLength(3);
    expect(Object.keys(resourcesOf(template, 'AWS::SNS::TopicPolicy'))).toHaveLength(3);
  });
});
