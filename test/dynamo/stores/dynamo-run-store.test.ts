import { expect, it } from 'vitest';
import type { Run } from '../../../lib/scores/run/run-store.ts';
import { onEachStore } from '../../support/stores/on-each-store.ts';

function runAt(requestedAt: string, runId: string, more: Partial<Run> = {}): Run {
  return { runId, trigger: 'schedule', status: 'running', requestedAt, ...more };
}

onEachStore('a run', ({ stores }) => {
  it('a run is found by its id and shows its last state', async () => {
    const { runs } = stores();
    const run = runAt('2026-05-03T10:00:00.000Z', 'run#1', { asOf: '2026-05-02' });
    await runs.put(run);
    expect(await runs.get('run#1')).toEqual(run);
    const done = { ...run, status: 'done' as const, figures: { users: 3 } };
    await runs.put(done);
    expect(await runs.get('run#1')).toEqual(done);
    expect(await runs.list(10)).toEqual([done]);
    expect(await runs.get('run#2')).toBeUndefined();
  });
});

onEachStore('runs', ({ stores }) => {
  it('runs are listed newest first', async () => {
    const { runs } = stores();
    const hours = ['09', '11', '10', '12'];
    for (const hour of hours) await runs.put(runAt(`2026-05-03T${hour}:00:00.000Z`, `at ${hour}`));
    const listed = async (limit: number) => (await runs.list(limit)).map(({ runId }) => runId);
    expect(await listed(10)).toEqual(['at 12', 'at 11', 'at 10', 'at 09']);
    expect(await listed(2)).toEqual(['at 12', 'at 11']);
  });
});

onEachStore('a lease', ({ stores }) => {
  it('a lease is taken by one of many', async () => {
    const { runs } = stores();
    const holders = ['a', 'b', 'c', 'd'];
    const leases = await Promise.all(holders.map((holder) => runs.acquire('one', holder, 0, 100)));
    const taken = leases.filter((lease) => lease !== undefined);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ name: 'one', token: 1, expiresAt: 100 });
  });

  it('a free lease is had by two deliveries of one holder at once, under one token', async () => {
    const { runs } = stores();
    const twice = [1, 2].map(() => runs.acquire('twice', 'a', 0, 100));
    expect((await Promise.all(twice)).map((lease) => lease?.token)).toEqual([1, 1]);
  });

  it('a lease is kept by its holder and refused to others until it expires', async () => {
    const { runs } = stores();
    const first = await runs.acquire('kept', 'a', 1_000, 100);
    expect(await runs.acquire('kept', 'b', 1_099, 100)).toBeUndefined();
    const renewed = await runs.acquire('kept', 'a', 1_099, 100);
    expect(renewed).toEqual({ name: 'kept', holder: 'a', token: 1, expiresAt: 1_199 });
    if (!first) throw new Error('the lease was free');
    expect(await runs.holds(first)).toBe(true);
    const next = await runs.acquire('kept', 'b', 1_199, 100);
    expect(next?.token).toBe(2);
    expect(await runs.holds(first)).toBe(false);
  });

  it('a lease is lengthened by its holder, even after it expired, and by nobody who lost it', async () => {
    const { runs } = stores();
    const lease = await runs.acquire('long', 'a', 0, 100);
    if (!lease) throw new Error('the lease was free');
    await runs.renew(lease, 200);
    expect(await runs.acquire('long', 'b', 199, 100)).toBeUndefined();
    await runs.renew(lease, 300);
    expect(await runs.acquire('long', 'b', 299, 100)).toBeUndefined();
    const next = await runs.acquire('long', 'b', 300, 100);
    await runs.renew(lease, 900);
    expect(next && (await runs.holds(next))).toBe(true);
    expect((await runs.acquire('long', 'c', 401, 100))?.token).toBe(3);
  });

  it('a lease fences a holder that comes back after another had it', async () => {
    const { runs } = stores();
    const old = await runs.acquire('fenced', 'a', 0, 10);
    const other = await runs.acquire('fenced', 'b', 20, 10);
    const back = await runs.acquire('fenced', 'a', 40, 10);
    if (!old || !other || !back) throw new Error('each took an expired lease');
    expect([old.token, other.token, back.token]).toEqual([1, 2, 3]);
    expect(await runs.holds(old)).toBe(false);
    expect(await runs.holds(other)).toBe(false);
    expect(await runs.holds(back)).toBe(true);
  });
});

onEachStore('a lease that is given up', ({ stores }) => {
  it('a lease that is given up is free at once, and its token goes on growing', async () => {
    const { runs } = stores();
    const lease = await runs.acquire('released', 'a', 0, 1_000);
    if (!lease) throw new Error('the lease was free');
    await runs.release(lease);
    await runs.release(lease);
    expect(await runs.holds(lease)).toBe(false);
    expect((await runs.acquire('released', 'b', 1, 1_000))?.token).toBe(2);
  });

  it('a lease that is given up by somebody who lost it does not change', async () => {
    const { runs } = stores();
    const lost = await runs.acquire('lost', 'a', 0, 10);
    const held = await runs.acquire('lost', 'b', 20, 1_000);
    if (!lost || !held) throw new Error('both took it');
    await runs.release(lost);
    expect(await runs.holds(held)).toBe(true);
  });

  it('a lease that is given up because its holder is dead is free for everybody', async () => {
    const { runs } = stores();
    await runs.breakLease('broken');
    const dead = await runs.acquire('broken', 'a', 0, 1_000);
    await runs.breakLease('broken');
    const next = await runs.acquire('broken', 'a', 1, 1_000);
    expect(next?.token).toBe(2);
    if (dead) expect(await runs.holds(dead)).toBe(false);
    if (next) expect(await runs.holds(next)).toBe(true);
  });
});
