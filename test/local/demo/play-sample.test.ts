import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoApi } from '../../../local/demo/demo-api.ts';
import { demoResults } from '../../../local/demo/demo-results.ts';
import { playSample } from '../../../local/demo/play-sample.ts';
import { createSampleClient } from '../../../local/demo/sample-client.ts';
import { type LocalServer, startLocalServer } from '../../support/servers/local-server.ts';

const DAYS = 4;
const FIRST = '2026-03-01';
const LAST = '2026-03-04';

let server: LocalServer;

beforeAll(async () => {
  server = await startLocalServer(`${FIRST}T00:00:00Z`);
});

afterAll(async () => {
  await server.close();
});

describe('the sample, played through the endpoint', () => {
  it('the sample, played through the endpoint, becomes closed days of scores, without a warning', async () => {
    const api = createDemoApi(server.url, server.keys.admin);
    const model = await readFile('examples/project-management/model.yaml', 'utf8');
    await api.put('/v1/models/default', model, 'application/yaml');
    const client = createSampleClient(server.url, server.keys.write);
    const days: number[] = [];
    const span = { firstDay: FIRST, days: DAYS };
    await playSample(server.app, client, span, (_, events) => days.push(events));
    await client.close();

    expect(days).toHaveLength(DAYS);
    const status = await server.call('GET', '/v1/status');
    expect(status).toMatchObject({ lastFinalDay: LAST, unsealedHours: 0, unpublishedAlerts: 0 });
    const accounts = await server.call('GET', `/v1/accounts?asOf=${LAST}`);
    // Ten of the twelve exist by then.
    expect(accounts).toMatchObject({ complete: true, total: 10 });
    const text = await demoResults(api, FIRST, LAST);
    expect(text).toContain('Beacon Robotics');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(server.log).toEqual([]);
  });
});
