import { afterEach, describe, expect, it, vi } from 'vitest';
import { addDays } from '../../../lib/model/day.ts';
import { type LocalServer, startLocalServer } from '../../support/servers/local-server.ts';

const NOW = '2026-03-01T12:00:00Z';

let server: LocalServer;

afterEach(async () => {
  await server.close();
});

async function signUp(id: string): Promise<void> {
  const answer = await fetch(`${server.url}/v1/group`, {
    method: 'POST',
    headers: { 'x-write-key': server.keys.write, 'content-type': 'application/json' },
    body: JSON.stringify({
      userId: `ada@${id}`,
      groupId: id,
      traits: { name: id.toUpperCase(), createdAt: NOW },
      messageId: id,
    }),
  });
  expect(answer.status).toBe(200);
}

async function created(): Promise<unknown[]> {
  const { data } = await server.call('GET', '/v1/alerts');
  return (data as { subjectId?: string; title: string }[]).map(({ title }) => title);
}

describe('the tail of one machine', () => {
  it('the tail of one machine raises what happened at once, and once however often it reads', async () => {
    server = await startLocalServer(NOW);
    await server.call('PUT', '/v1/rules/new', { kind: 'account.created' });
    await signUp('acme');
    await expect.poll(created).toEqual(['ACME is a new account']);
    await server.app.jobs.tail();
    await server.app.jobs.tail();
    expect(await created()).toHaveLength(1);
    expect(server.log).toEqual([]);
  });

  it('the tail of one machine leaves nothing behind when the clock jumps over days', async () => {
    server = await startLocalServer(NOW);
    await server.call('PUT', '/v1/rules/new', { kind: 'account.created' });
    await signUp('acme');
    const later = Date.parse(`${addDays('2026-03-01', 400)}T12:00:00Z`);
    await server.app.stepTo(later);
    expect(await created()).toHaveLength(1);
    expect(await server.call('GET', '/v1/status')).toMatchObject({ unsealedHours: 0 });
    const { batches } = server.app.services;
    const reads = [vi.spyOn(batches, 'readHour'), vi.spyOn(batches, 'busyHours')];
    await server.app.jobs.tail();
    await server.app.jobs.seal();
    // Not for each of the 9,600 empty hours.
    const calls = reads.map(({ mock }) => mock.calls.length);
    expect(Math.max(...calls)).toBeLessThan(10);
  });
});
