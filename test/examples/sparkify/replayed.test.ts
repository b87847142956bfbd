import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseMapping } from '../../../cli/replay/mapping.ts';
import { replayFile } from '../../../cli/replay/replay-file.ts';
import { compare } from '../../../examples/sparkify/compare.ts';
import { reference } from '../../../examples/sparkify/reference.ts';
import { seededRandom } from '../../../local/sample/random.ts';
import { type LocalServer, startLocalServer } from '../../support/servers/local-server.ts';

const PAGES = [
  ...Array.from({ length: 20 }, () => 'NextSong'),
  'Home',
  'Home',
  'Home',
  'Settings',
  'Save Settings',
  'Upgrade',
  'Submit Upgrade',
  'Downgrade',
  'Submit Downgrade',
  'About',
  'Logout',
];

const CITIES = ['Aachen', 'Bonn', 'Celle', 'Düren, NW', 'Essen/Ruhr', 'Fürth'];

/** 1,500 lines of November 2018 by 30 users in six cities; some idle at the end, some logged out. */
function log(): string {
  const random = seededRandom('sparkify');
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)];
  const lines = Array.from({ length: 1_500 }, (_, item) => {
    const user = Math.floor(30 * random() ** 2);
    const isOut = random() < 0.04;
    const lastDay = user % 5 === 0 ? 18 : 30;
    const ts = Date.UTC(2018, 10, 1) + Math.floor(random() * lastDay * 86_400_000);
    return JSON.stringify({
      // From 1 on: 0 stands for nobody.
      userId: isOut ? '' : String(user + 1),
      location: isOut ? null : CITIES[user % CITIES.length],
      level: pick(['free', 'paid']),
      page: pick(PAGES),
      ts,
      sessionId: Math.floor(item / 10),
      itemInSession: item % 10,
    });
  });
  return lines.join('\n');
}

let folder: string;
let file: string;
let server: LocalServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barometer-sparkify-'));
  file = join(folder, 'log.ndjson.gz');
  await writeFile(file, gzipSync(log()));
  server = await startLocalServer('2018-12-01T00:30:00Z');
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function replay() {
  const summary = await replayFile({
    file,
    target: { url: server.url, key: server.keys.write },
    toMessages: parseMapping(await readFile('examples/sparkify/mapping.yaml', 'utf8')),
    batchSize: 100,
    onProgress: () => undefined,
  });
  return { ...summary, refused: Object.fromEntries(summary.refused) };
}

async function runDone(asOf: string): Promise<void> {
  const { runId } = await server.call('POST', '/v1/runs', { asOf });
  await expect
    .poll(async () => (await server.call('GET', `/v1/runs/${runId}`))['status'], {
      timeout: 30_000,
    })
    .toBe('done');
}

async function differences(window: number): Promise<readonly string[]> {
  const expected = await reference(file, '2018-11-30', window);
  const target = { url: server.url, key: server.keys.read };
  const compared = await compare(target, expected, '2018-11-30', window);
  expect(compared.users).toBe(30);
  expect(compared.accounts).toBe(CITIES.length);
  return compared.faults;
}

describe('a log of another format, replayed through the endpoint', () => {
  it('a log of another format, replayed through the endpoint, gives the scores of an independent computation, and the same when replayed again', async () => {
    const model = await readFile('examples/sparkify/model.yaml', 'utf8');
    const put = await fetch(`${server.url}/v1/models/default`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${server.keys.admin}`,
        'content-type': 'application/yaml',
      },
      body: model,
    });
    expect(put.status).toBe(200);

    const first = await replay();
    expect(first.unreadable).toBe(0);
    const loggedOut = first.refused['no_user_id']?.count ?? 0;
    expect(loggedOut).toBeGreaterThan(30);
    expect(first.accepted + loggedOut).toBe(first.messages);
    await runDone('2018-11-30');
    for (const window of [7, 30]) expect(await differences(window)).toEqual([]);

    expect((await replay()).refused).toEqual(first.refused);
    await runDone('2018-11-30');
    for (const window of [7, 30]) expect(await differences(window)).toEqual([]);
    expect(server.log).toEqual([]);
  });
});
