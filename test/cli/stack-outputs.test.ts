import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { barometer } from '../support/worlds/cli-world.ts';

const [cloud, table] = [mockClient(CloudFormationClient), mockClient(DynamoDBDocumentClient)];

function stackWith(outputs: Readonly<Record<string, string>>) {
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
    OutputKey,
    OutputValue,
  }));
  const stack = { StackName: 'barometer-dev', CreationTime: new Date(), Outputs };
  cloud
    .on(DescribeStacksCommand, { StackName: 'barometer-dev' })
    .resolves({ Stacks: [{ ...stack, StackStatus: 'CREATE_COMPLETE' }] });
}

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  table.on(GetCommand).resolves({});
  table.on(PutCommand).resolves({});
});
afterEach(() => {
  cloud.reset();
  table.reset();
  vi.unstubAllEnvs();
});

describe('barometer --env', () => {
  it('barometer --env writes the first key into the table of the stack, as a hash, and prints it', async () => {
    stackWith({ Url: 'https://x.example', Table: 'the-table' });
    const { code, out, err } = await barometer(['keys', 'create', '--env', 'dev']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ak_[\w-]{43}$/);
    const puts = table.commandCalls(PutCommand).map(({ args }) => args[0].input);
    expect(puts.map(({ TableName }) => TableName)).toEqual(['the-table', 'the-table']);
    expect(JSON.stringify(puts)).not.toContain(out);
  });

  it('barometer --env writes into a table that is named, without a look at any stack', async () => {
    const { out } = await barometer(['keys', 'create', '--table', 'other', '--role', 'write']);
    expect(out).toMatch(/^wk_/);
    expect(cloud.calls()).toEqual([]);
  });

  it('barometer --env finds the address of the stack for every other command', async () => {
    stackWith({ Url: 'http://127.0.0.1:1/', Table: 'the-table' });
    const { code, err } = await barometer(['status', '--env', 'dev', '--key', 'ak_x']);
    expect(code).toBe(1);
    expect(err).toContain('http://127.0.0.1:1 cannot be reached');
  });

  it('barometer --env reaches the stack of an emulated cloud by a path, as its host resolves nowhere', async () => {
    stackWith({ Url: 'http://a1b2.execute-api.localhost:1', Table: 'the-table' });
    const { err } = await barometer(['status', '--env', 'dev', '--key', 'ak_x']);
    expect(err).toContain('http://127.0.0.1:1/_aws/execute-api/a1b2/$default cannot be reached');
  });

  it('barometer --env says what to do where there is no such stack, or an old one', async () => {
    cloud.on(DescribeStacksCommand).rejects(new Error('Stack barometer-dev does not exist'));
    const none = await barometer(['keys', 'create', '--env', 'dev']);
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('AWS_PROFILE') });
    stackWith({ Url: 'https://x.example' });
    const old = await barometer(['keys', 'create', '--env', 'dev']);
    expect(old).toMatchObject({ code: 1, err: expect.stringContaining('deploy it again') });
  });
});
