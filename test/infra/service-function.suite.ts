import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');
const prod = synthesise('prod').template;
const FUNCTION = 'AWS::Lambda::Function';

describe('every function', () => {
  const functions = Object.values(resourcesOf(template, FUNCTION));

  it('every function is one of six, on Node 24 and arm64, with a log group and a role of its own', () => {
    expect(functions).toHaveLength(6);
    template.allResourcesProperties(FUNCTION, {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', LogGroup: Match.anyValue() },
    });
    const own = (pick: (properties: Record<string, unknown>) => unknown) =>
      new Set(functions.map(({ Properties }) => JSON.stringify(pick(Properties)))).size;
    expect(own(({ Role }) => Role)).toBe(6);
    expect(own(({ LoggingConfig }) => LoggingConfig)).toBe(6);
  });

  it('every function is traced, except for the tail of every minute', () => {
    const traced = functions.filter(
      ({ Properties }) => Properties['TracingConfig']?.Mode === 'Active',
    );
    const roles = traced.map(({ Properties }) => Properties['Role']['Fn::GetAtt'][0]);
    expect(roles).toHaveLength(5);
    expect(roles.filter((role) => role.startsWith('ScoringTail'))).toEqual([]);
  });

  it('every function gets the environment that its code asks for, and nothing that only others need', () => {
    const basics = ['NODE_OPTIONS', 'RETENTION_DAYS', 'STAGE', 'TABLE_NAME'];
    const topics = ['DIGEST_TOPIC_ARN', 'TOPIC_ARN'];
    const publishing = ['BUS_NAME', ...topics, 'WEBHOOK_QUEUE_URL'];
    const told = (name: string) => {
      const found = functions.find(({ Properties }) =>
        Properties['Role']['Fn::GetAtt'][0].startsWith(`${name}Role`),
      );
      return Object.keys(found?.Properties['Environment'].Variables ?? {}).sort();
    };
    expect(told('IngestionIngest')).toEqual(basics);
    expect(told('ScoringSeal')).toEqual(basics);
    expect(told('IngestionApi')).toEqual([...basics, 'SCORE_FUNCTION_NAME', ...topics].sort());
    expect(told('ScoringTail')).toEqual([...basics, ...publishing].sort());
    expect(told('ScoringScore')).toEqual([...basics, ...publishing].sort());
    expect(told('AlertingDeliver')).toEqual(
      [...basics, 'WEBHOOK_DEAD_LETTERS_URL', 'WEBHOOK_QUEUE_URL'].sort(),
    );
  });

  it('the logs of every function are kept as long as the environment says and no longer', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    prod.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it('every function is bundled by the stack alone, without a custom resource', () => {
    template.resourceCountIs('AWS::CloudFormation::CustomResource', 0);
  });
});
