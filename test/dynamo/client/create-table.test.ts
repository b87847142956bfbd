import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createTable } from '../../../lib/dynamo/client/create-table.ts';
import { onDynamo } from '../../support/stores/on-dynamo.ts';

it('the table is created once, by any number of processes', () =>
  onDynamo(async ({ client }) => {
    await Promise.all([1, 2, 3].map(() => createTable(client, 'another')));
    await createTable(client, 'another');
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: 'another' }));
    expect(table?.TableStatus).toBe('ACTIVE');
    expect(table?.KeySchema?.map((key) => key.AttributeName)).toEqual(['pk', 'sk']);
    expect(table?.GlobalSecondaryIndexes?.map((index) => index.IndexName)).toEqual(['outbox']);
    expect(table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
  }));
