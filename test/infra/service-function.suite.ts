import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');
const prod = synthesise('prod').template;
const FUNCTION = 'AWS::Lambda::Function';

describe('every function', () => {
  const functions = Object.values(resourcesOf(template, FUNCTION));

  it('is one of six, on Node 24 and arm64, with a log group, a role and a trace of its own', () => {
    expect(functions).toHaveLength(6);
    template.allResourcesProperties(FUNCTION, {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN', LogGroup: Match.anyValue() },
    });
    const own = (pick: (properties: Record<string, unknown>) => unknown) =>
      new Set(functions.map(({ Properties }) => JSON.stringify(pick(Properties)))).size;
    expect(own(({ Role }) => Role)).toBe(6);
    expect(own(({ LoggingConfig }) => LoggingConfig)).toBe(6);
  });

  it('is told the name of the table', () => {
    for (const { Properties } of functions) {
      expect(Properties['Environment'].Variables).toHaveProperty('TABLE_NAME.Ref');
    }
  });

  it('keeps its logs for as long as the environment says and no longer', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    prod.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it('is bundled by the stack alone: no custom resource runs besides', () => {
    template.resourceCountIs('AWS::CloudFormation::CustomResource', 0);
  });
});
