import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startStore } from '../../../local/store/start-store.ts';

let root: string;
const stores: EmbeddedStore[] = [];

async function start(folder: string): Promise<EmbeddedStore> {
  const store = await startStore(folder);
  stores.push(store);
  return store;
}

/** A start waits two seconds for the lock, in which a busy machine may not get around to it. */
async function startWhenFree(folder: string): Promise<EmbeddedStore> {
  for (;;) {
    try {
      return await start(folder);
    } catch (error) {
      if (!String(error).includes('is in use by a running instance')) throw error;
    }
  }
}

function clientOf(store: EmbeddedStore): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: store.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

async function makeTable(store: EmbeddedStore, name: string): Promise<void> {
  await clientOf(store).send(
    new CreateTableCommand({
      TableName: name,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'barometer-store-'));
});

afterAll(async () => {
  for (const store of stores) await store.stop();
  await rm(root, { recursive: true });
});

describe('the embedded store', () => {
  it('the embedded store keeps everything over a restart', async () => {
    const folder = join(root, 'kept');
    const first = await start(folder);
    await makeTable(first, 'first');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start(folder);
    const { TableNames } = await clientOf(second).send(new ListTablesCommand({}));
    expect(TableNames).toEqual(['first']);
  });

  it('the embedded store refuses a folder that a running instance uses', async () => {
    const folder = join(root, 'locked');
    await start(folder);
    await expect(startStore(folder)).rejects.toThrow(
      `${folder} is in use by a running instance: stop that one, or give another folder`,
    );
  });

  it('the embedded store refuses a file where its folder should be', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    await expect(startStore(file)).rejects.toThrow(/^cannot use .*: make it a writable folder/);
  });

  it('the embedded store refuses a folder whose store cannot be read', async () => {
    const folder = join(root, 'damaged');
    const store = await start(folder);
    await store.stop();
    await writeFile(join(folder, 'CURRENT'), 'no such manifest\n');
    await expect(startStore(folder)).rejects.toThrow(
      /^cannot use .*no such manifest.*BAROMETER_DATA/,
    );
  });

  it('the embedded store reports when it is lost', async () => {
    const store = await start(join(root, 'lost'));
    process.kill(store.pid, 'SIGKILL');
    expect(await store.lost).toBe('SIGKILL');
  });

  it('the embedded store dies with a parent that was killed, and the next start takes its folder over', async () => {
    const folder = join(root, 'orphan');
    const script = `
      import { startStore } from ${JSON.stringify(join(import.meta.dirname, '../../../local/store/start-store.ts'))};
      const store = await startStore(${JSON.stringify(folder)});
      process.stdout.write('ready ' + store.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
    ]);
    await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    const next = await startWhenFree(folder);
    expect(isAlive(next.pid)).toBe(true);
  });
});
