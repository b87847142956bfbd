import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { TABLE } from '../../lib/model/table-definition.ts';
import { resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('dev');
const prod = synthesise('prod').template;

describe('the table', () => {
  it('the table has the keys, the index and the lifetime of the shared definition and nothing else', () => {
    const index = TABLE.outboxIndex;
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: TABLE.partitionKey, KeyType: 'HASH' },
        { AttributeName: TABLE.sortKey, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: TABLE.partitionKey, AttributeType: 'S' },
        { AttributeName: TABLE.sortKey, AttributeType: 'S' },
        { AttributeName: index.partitionKey, AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: index.name,
          KeySchema: [
            { AttributeName: index.partitionKey, KeyType: 'HASH' },
            { AttributeName: index.sortKey, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: TABLE.timeToLive, Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: Match.absent(),
    });
  });

  it('the table can be restored to any second of the last 35 days', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: [
        Match.objectLike({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    });
  });

  it('the table outlives the stack in prod and cannot be deleted there', () => {
    prod.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })] },
    });
  });

  it('the table gives way to a restored one where a setting names it, and stays as it is', () => {
    const restored = synthesise('prod', { restoredTable: 'restored-2026' }).template;
    expect(resourcesOf(restored, 'AWS::DynamoDB::GlobalTable')).toEqual(
      resourcesOf(prod, 'AWS::DynamoDB::GlobalTable'),
    );
    restored.allResourcesProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ TABLE_NAME: 'restored-2026' }) },
    });
    const policies = JSON.stringify(resourcesOf(restored, 'AWS::IAM::Policy'));
    expect(policies).toContain('table/restored-2026/index/outbox');
    expect(policies).not.toContain('StorageTable');
  });

  it('the table of dev goes with the stack', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
  });
});
