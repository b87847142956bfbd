import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KEYS } from '../../../fixtures/keys.ts';
import { type KillableServer, killableServer } from '../../support/servers/killable-server.ts';

const EVENTS = 600;

let folder: string;
let server: KillableServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barometer-segment-'));
  server = await killableServer(folder);
  await server.start();
});

afterAll(async () => {
  await server.kill('both');
  await rm(folder, { recursive: true });
});

async function call(method: string, path: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${KEYS.admin}` };
  return (await (await fetch(`${server.url}${path}`, { method, headers })).json()) as never;
}

it("Segment's client loses nothing and doubles nothing while the server is killed twice", async () => {
  const analytics = new Analytics({ writeKey: KEYS.write, host: server.url, flushAt: 10 });
  const errors: unknown[] = [];
  analytics.on('error', (error) => errors.push(error));
  for (let sent = 1; sent <= EVENTS; sent++) {
    analytics.track({ userId: 'ada', event: 'Task Completed' });
    await pause(5);
    if (sent % 200 === 0 && sent < EVENTS) {
      await server.kill(sent === 200 ? 'server' : 'both');
      await server.start();
    }
  }
  await analytics.closeAndFlush({ timeout: 300_000 });
  expect(errors).toEqual([]);
  const { runId } = await call('POST', '/v1/runs');
  const status = async () => (await call('GET', `/v1/runs/${runId}`))['status'];
  await expect.poll(status).toBe('done');
  expect(await call('GET', '/v1/users/ada?asOf=live')).toMatchObject({ rawScore: EVENTS });
});
