import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('prod');

/** What would be lost, or what others point at, if CloudFormation replaced it. */
const STATEFUL = [
  'AWS::ApiGatewayV2::Api',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::EventBus',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
];

describe('logical ids', () => {
  it('the logical ids of everything that holds state or is pointed at stay what they were', () => {
    const ids = STATEFUL.flatMap((type) => Object.keys(resourcesOf(template, type)));
    expect(ids.sort()).toEqual([
      'AlertingBus52AB2737',
      'AlertingDigestsFE0C5852',
      'AlertingTopic08189029',
      'AlertingWebhookDeadLetters454BE2AC',
      'AlertingWebhooks5C3B947E',
      'IngestionHttpApi28B4CEFC',
      'MonitoringOperatorsC36A9EA6',
      'ScoringJobDeadLetters1FB285E5',
      'StorageTableB43FDCE7',
    ]);
  });
});
