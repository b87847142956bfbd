import { beforeEach, describe, expect, it } from 'vitest';
import { runClose, runLive, runRequested } from '../../../../lib/runtime/jobs/score/run-score.ts';
import type { Run } from '../../../../lib/scores/run/run-store.ts';
import type { DayScores } from '../../../../lib/scores/snapshot/day-scores.ts';
import { readSnapshot } from '../../../../lib/scores/snapshot/read-snapshot.ts';
import {
  allClosedHeads,
  headOn,
  liveHead,
  type SnapshotHead,
} from '../../../../lib/scores/snapshot/snapshots.ts';
import {
  type DurableWorld,
  emptyWorld,
  morning,
  snapshotsOf,
  worldBeforeClosing,
} from '../../../support/worlds/durable-world.ts';

const DAY = '2026-11-20';
const LATE = { requestId: 'later still', receivedAt: Date.parse('2026-11-21T08:00:00Z') };

let world: DurableWorld;
beforeEach(async () => {
  world = await worldBeforeClosing();
});

async function request(runId: string, asOf = DAY): Promise<Run> {
  const requestedAt = new Date(world.time.now).toISOString();
  const run: Run = { runId, asOf, trigger: 'request', status: 'running', requestedAt };
  await world.stores.runs.put(run);
  return run;
}

async function kinds(): Promise<string[]> {
  const heads = await allClosedHeads(world.stores.blocks, 'default');
  return heads.map(({ asOf, kind }) => `${asOf} ${kind}`);
}

async function scoresOf(head: SnapshotHead | undefined): Promise<DayScores> {
  if (!head) throw new Error('there is no snapshot');
  return readSnapshot(world.stores.blocks, 'default', head);
}

const isFinal = ['2026-11-18 final', '2026-11-19 final', '2026-11-20 final'];

describe('a day that was closed', () => {
  it('a closed day stays as it was reported when it is run again and nothing came', async () => {
    await runClose(world.start().services);
    const before = await snapshotsOf(world.stores);
    world.time.now += 3_600_000;
    await request('again');
    await runRequested(world.start().services, 'again');
    expect(await snapshotsOf(world.stores)).toEqual(before);
  });

  it('a closed day is restated when an event comes late, and the first report can still be read', async () => {
    await runClose(world.start().services);
    const first = await scoresOf(await headOn(world.stores.blocks, 'default', DAY));
    const late = morning(DAY, 'acme', ['ada', 'bob']);
    await world.stores.batches.put({ ...late, ...LATE, hour: '2026-11-21T08' });
    world.time.now = Date.parse('2026-11-22T00:10:00Z');
    await runClose(world.start().services);
    const { blocks } = world.stores;
    const restated = await scoresOf(await headOn(blocks, 'default', DAY));
    expect(restated.users.hash.length).toBe(first.users.hash.length);
    expect(restated.windows[0]?.scoringUsers).toBe((first.windows[0]?.scoringUsers ?? 0) + 2);
    expect(await scoresOf(await headOn(blocks, 'default', DAY, true))).toEqual(first);
  });

  it('a put that was under way while a day was closed counts as arrived since', async () => {
    await runClose(world.start().services);
    world.time.now = Date.parse('2026-11-21T13:00:05Z');
    await request('early');
    await runRequested(world.start().services, 'early');
    const late = morning(DAY, 'acme', ['ada']);
    const receivedAt = Date.parse('2026-11-21T12:59:50Z');
    await world.stores.batches.put({ ...late, receivedAt, hour: '2026-11-21T12' });
    world.time.now = Date.parse('2026-11-22T00:10:00Z');
    await runClose(world.start().services);
    expect(await kinds()).toContain('2026-11-20 restated');
  });
});

describe('closing', () => {
  it('a close restates earlier days that late events touched, and no others', async () => {
    const [run] = await runClose(world.start().services);
    expect(await kinds()).toEqual([
      '2026-11-18 final',
      '2026-11-18 restated',
      '2026-11-19 final',
      '2026-11-19 restated',
      '2026-11-20 final',
    ]);
    expect(run?.figures).toMatchObject({ models: 2, restated: 4 });
  });

  it('a close catches up with a pause day by day, oldest first', async () => {
    world.time.now += 3 * 86_400_000;
    const runs = await runClose(world.start().services);
    expect(runs.map(({ asOf }) => asOf)).toEqual([
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
    ]);
    expect(runs.every(({ status }) => status === 'done')).toBe(true);
  });

  it('a close closes yesterday alone where nothing was closed before', async () => {
    const fresh = await emptyWorld('2026-11-20T00:10:00Z');
    await fresh.stores.batches.put(morning('2026-11-19', 'acme', ['ada']));
    const runs = await runClose(fresh.start().services);
    expect(runs.map(({ asOf }) => asOf)).toEqual(['2026-11-19']);
  });

  it('a close raises an alert on the first day it falls due, and not again', async () => {
    await runClose(world.start().services);
    expect(world.published.map(({ day, subjectId }) => `${day} ${subjectId}`)).toEqual([
      '2026-11-20 acme',
    ]);
    await request('again');
    await runRequested(world.start().services, 'again');
    world.time.now += 86_400_000;
    await runClose(world.start().services);
    expect(world.published.filter(({ subjectId }) => subjectId === 'acme')).toHaveLength(1);
  });
});

describe('a live run', () => {
  it('a live run reports no changes, closes no day and raises no alert', async () => {
    world.time.now = Date.parse('2026-11-20T20:00:00Z');
    await runLive(world.start().services);
    const live = await scoresOf(await liveHead(world.stores.blocks, 'default'));
    expect(live).toMatchObject({ asOf: DAY, complete: false });
    expect(await kinds()).toEqual(isFinal.slice(0, 2));
    expect(world.published).toEqual([]);
  });
});
