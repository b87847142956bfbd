import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import {
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployedStack } from './deployed-stack.ts';
import { StackClient } from './stack-client.ts';

const OUT = 'cdk.out/deployed';
const RESTORED = 'barometer-restored';
const run = promisify(execFile);
const outbox = (word: 'pause' | 'resume') =>
  run('npm', ['run', 'outbox', '--', word, '--table', RESTORED]);
const deploy = (...args: string[]) =>
  run('node_modules/.bin/cdk', [
    'deploy',
    ...args,
    '--require-approval',
    'never',
    '--outputs-file',
    `${OUT}/outputs-of-update.json`,
  ]);

const client = new StackClient();

async function accounts(): Promise<unknown> {
  const { status, body } = await client.ask('/v1/accounts?asOf=live&window=7');
  expect(status).toBe(200);
  return body.data;
}

let before: unknown;

describe('an update of a deployed stack', () => {
  beforeAll(async () => {
    await client.createKeys();
    before = await accounts();
  });

  it('an update to a table restored to a point in time serves what was there, with the outbox paused', async () => {
    const dynamo = new DynamoDBClient();
    await dynamo.send(
      new RestoreTableToPointInTimeCommand({
        SourceTableName: client.stack.table,
        TargetTableName: RESTORED,
        UseLatestRestorableTime: true,
      }),
    );
    await outbox('pause');
    writeFileSync(`${OUT}/restored.json`, JSON.stringify({ restoredTable: RESTORED }));
    await deploy(
      '-c',
      'env=dev',
      '-c',
      `settings=${OUT}/restored.json`,
      '--output',
      `${OUT}/restored`,
    );
    expect(deployedStack('barometer-dev', 'outputs-of-update.json').table).toBe(RESTORED);
    expect(await accounts()).toEqual(before);

    const traits = { createdAt: new Date().toISOString() };
    const group = { userId: 'hal', groupId: 'only-in-the-restored', traits };
    expect((await client.ask('/v1/group', 'POST', group, client.writeKey)).status).toBe(200);
    await client.invoke('barometer-dev-ScoringTail', 'tail');
    expect((await client.ask('/v1/status')).body.unpublishedAlerts).toBe(1);

    await outbox('resume');
    await client.invoke('barometer-dev-ScoringTail', 'tail');
    expect((await client.ask('/v1/status')).body.unpublishedAlerts).toBe(0);
  });

  it('an update of a deployed stack can be rolled back, and finds the data of its own table kept', async () => {
    await deploy('--app', `${OUT}/dev`);
    expect(deployedStack('barometer-dev', 'outputs-of-update.json')).toEqual(client.stack);
    expect(await accounts()).toEqual(before);
    const { body } = await client.ask('/v1/alerts?limit=200');
    expect(JSON.stringify(body)).not.toContain('only-in-the-restored');
    const table = new DescribeTableCommand({ TableName: client.stack.table });
    expect((await new DynamoDBClient().send(table)).Table?.TableStatus).toBe('ACTIVE');
  });
});
