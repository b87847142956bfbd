import { describe, expect, it } from 'vitest';
import { type Resource, resourcesOf, synthesise } from './synthesise.ts';

const { template } = synthesise('prod');

interface Reference {
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly Ref?: string;
  readonly 'Fn::Join'?: readonly [string, readonly (string | Reference)[]];
}

/** A resource as one word: the logical id without its hash, and what follows it. */
function named(resource: string | Reference): string {
  if (typeof resource === 'string') return resource;
  const id = resource['Fn::GetAtt']?.[0] ?? resource.Ref;
  if (id !== undefined) return id.replace(/[0-9A-F]{8}$/, '');
  return (resource['Fn::Join']?.[1] ?? []).map(named).join('');
}

function listOf<Item>(value: Item | Item[]): Item[] {
  return Array.isArray(value) ? value : [value];
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | string[];
  readonly Resource: string | Reference | (string | Reference)[];
}

function allowed({ Properties }: Resource): string[] {
  return Properties['PolicyDocument'].Statement.flatMap((statement: Statement) =>
    listOf(statement.Action).map((action) => {
      const on = listOf(statement.Resource).map(named).join(', ');
      return `${statement.Effect === 'Allow' ? '' : 'NOT '}${action} on ${on}`;
    }),
  ).sort();
}

function roles(): Record<string, string[]> {
  const policies = Object.values(resourcesOf(template, 'AWS::IAM::Policy'));
  return Object.fromEntries(
    policies.map((policy) => [named(policy.Properties['Roles'][0]), allowed(policy)]),
  );
}

describe('the policies', () => {
  it('the policies let every role do its work and nothing else', () => {
    expect(roles()).toMatchInlineSnapshot(`
      {
        "AlertingDeliverRole": [
          "dynamodb:GetItem on StorageTable",
          "dynamodb:PutItem on StorageTable",
          "dynamodb:Query on StorageTable",
          "logs:CreateLogStream on AlertingDeliverLogs",
          "logs:PutLogEvents on AlertingDeliverLogs",
          "sqs:ChangeMessageVisibility on AlertingWebhooks",
          "sqs:DeleteMessage on AlertingWebhooks",
          "sqs:GetQueueAttributes on AlertingWebhooks",
          "sqs:GetQueueUrl on AlertingWebhooks",
          "sqs:ReceiveMessage on AlertingWebhooks",
          "sqs:SendMessage on AlertingWebhookDeadLetters, AlertingWebhooks",
          "xray:PutTelemetryRecords on *",
          "xray:PutTraceSegments on *",
        ],
        "IngestionApiRole": [
          "dynamodb:BatchGetItem on StorageTable",
          "dynamodb:DeleteItem on StorageTable",
          "dynamodb:GetItem on StorageTable",
          "dynamodb:PutItem on StorageTable",
          "dynamodb:Query on StorageTable",
          "dynamodb:Query on StorageTable/index/outbox",
          "dynamodb:UpdateItem on StorageTable",
          "lambda:InvokeFunction on ScoringScore",
          "logs:CreateLogStream on IngestionApiLogs",
          "logs:PutLogEvents on IngestionApiLogs",
          "sns:GetSubscriptionAttributes on *",
          "sns:SetSubscriptionAttributes on *",
          "sns:Subscribe on AlertingDigests, AlertingTopic",
          "sns:Unsubscribe on *",
          "xray:PutTelemetryRecords on *",
          "xray:PutTraceSegments on *",
        ],
        "IngestionIngestRole": [
          "dynamodb:GetItem on StorageTable",
          "dynamodb:PutItem on StorageTable",
          "dynamodb:Query on StorageTable",
          "logs:CreateLogStream on IngestionIngestLogs",
          "logs:PutLogEvents on IngestionIngestLogs",
          "xray:PutTelemetryRecords on *",
          "xray:PutTraceSegments on *",
        ],
        "ScoringSchedulerRole": [
          "lambda:InvokeFunction on ScoringScore, ScoringSeal, ScoringTail",
          "sqs:SendMessage on ScoringJobDeadLetters",
        ],
        "ScoringScoreRole": [
          "dynamodb:BatchGetItem on StorageTable",
          "dynamodb:DeleteItem on StorageTable",
          "dynamodb:GetItem on StorageTable",
          "dynamodb:PutItem on StorageTable",
          "dynamodb:Query on StorageTable",
          "dynamodb:Query on StorageTable/index/outbox",
          "dynamodb:UpdateItem on StorageTable",
          "events:PutEvents on AlertingBus",
          "logs:CreateLogStream on ScoringScoreLogs",
          "logs:PutLogEvents on ScoringScoreLogs",
          "sns:Publish on AlertingDigests, AlertingTopic",
          "sqs:SendMessage on AlertingWebhooks, ScoringJobDeadLetters",
          "xray:PutTelemetryRecords on *",
          "xray:PutTraceSegments on *",
        ],
        "ScoringSealRole": [
          "dynamodb:BatchGetItem on StorageTable",
          "dynamodb:DeleteItem on StorageTable",
          "dynamodb:GetItem on StorageTable",
          "dynamodb:PutItem on StorageTable",
          "dynamodb:Query on StorageTable",
          "dynamodb:UpdateItem on StorageTable",
          "logs:CreateLogStream on ScoringSealLogs",
          "logs:PutLogEvents on ScoringSealLogs",
          "sqs:SendMessage on ScoringJobDeadLetters",
          "xray:PutTelemetryRecords on *",
          "xray:PutTraceSegments on *",
        ],
        "ScoringTailRole": [
          "dynamodb:BatchGetItem on StorageTable",
          "dynamodb:DeleteItem on StorageTable",
          "dynamodb:GetItem on StorageTable",
          "dynamodb:PutItem on StorageTable",
          "dynamodb:Query on StorageTable",
          "dynamodb:Query on StorageTable/index/outbox",
          "dynamodb:UpdateItem on StorageTable",
          "events:PutEvents on AlertingBus",
          "logs:CreateLogStream on ScoringTailLogs",
          "logs:PutLogEvents on ScoringTailLogs",
          "sns:Publish on AlertingDigests, AlertingTopic",
          "sqs:SendMessage on AlertingWebhooks, ScoringJobDeadLetters",
        ],
      }
    `);
  });

  it('the policies attach no managed policy', () => {
    const all = Object.values(resourcesOf(template, 'AWS::IAM::Role'));
    expect(all.length).toBeGreaterThan(6);
    expect(all.filter(({ Properties }) => Properties['ManagedPolicyArns'])).toEqual([]);
  });

  it('the policies name no resource by a star except for traces and subscriptions, which have none', () => {
    const starred = Object.values(roles())
      .flat()
      .filter((line) => line.includes('*'));
    expect(new Set(starred)).toEqual(
      new Set([
        'sns:GetSubscriptionAttributes on *',
        'sns:SetSubscriptionAttributes on *',
        'sns:Unsubscribe on *',
        'xray:PutTelemetryRecords on *',
        'xray:PutTraceSegments on *',
      ]),
    );
  });
});
