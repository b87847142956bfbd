import { beforeEach, describe, expect, it } from 'vitest';
import { createScore } from '../../../../functions/score.ts';
import { listModels } from '../../../../lib/model/model-versions.ts';
import type { RunServices } from '../../../../lib/runtime/jobs/score/record-run.ts';
import { runClose, runLive, runRequested } from '../../../../lib/runtime/jobs/score/run-score.ts';
import { scoringSources } from '../../../../lib/runtime/services/job-sources.ts';
import type { Run } from '../../../../lib/scores/run/run-store.ts';
import { staleDays } from '../../../../lib/scores/run/stale-heads.ts';
import { readSnapshot } from '../../../../lib/scores/snapshot/read-snapshot.ts';
import { allClosedHeads } from '../../../../lib/scores/snapshot/snapshots.ts';
import {
  type DurableWorld,
  morning,
  worldBeforeClosing,
} from '../../../support/worlds/durable-world.ts';

const MINUTE = 60_000;

let world: DurableWorld;
beforeEach(async () => {
  world = await worldBeforeClosing();
});

/** A process whose every walk over the lifetime index, one in each computation, takes long. */
function slowed(minutes: number): RunServices {
  const { services } = world.start();
  const heads: RunServices['blocks']['heads'] = (namespace, ...span) => {
    if (namespace === 'ever') world.time.now += minutes * MINUTE;
    return services.blocks.heads(namespace, ...span);
  };
  const blocks = Object.assign(Object.create(services.blocks), { heads });
  return { ...services, blocks };
}

async function liveAt(instant: string, minutes: number): Promise<Run['figures']> {
  world.time.now = Date.parse(instant);
  return (await runLive(slowed(minutes))).figures;
}

async function stale(): Promise<readonly string[]> {
  const { services } = world.start();
  const sources = await scoringSources(services);
  return staleDays(sources, await listModels(services.documents), world.time.now);
}

/** What every closed day says, by model. */
async function closedDays(of: DurableWorld) {
  const found = new Map<string, unknown>();
  for (const model of ['default', 'other']) {
    for (const head of await allClosedHeads(of.stores.blocks, model)) {
      const { product, benchmarks } = head;
      const scores = await readSnapshot(of.stores.blocks, model, head);
      found.set(`${model}/${head.block.name}`, { product, benchmarks, scores });
    }
  }
  return found;
}

async function late(day: string, receivedAt: string, requestId: string): Promise<void> {
  const batch = { ...morning(day, 'acme', ['zoe', 'kim']), requestId };
  await world.stores.batches.put({
    ...batch,
    receivedAt: Date.parse(`${receivedAt}:00:00Z`),
    hour: receivedAt,
  });
}

describe('a close that has no time left', () => {
  it('a close without time left is complete, and the next hourly runs restate its days, oldest first', async () => {
    const [close] = await runClose(slowed(4));
    expect(close).toMatchObject({ status: 'done', figures: { restated: 0, leftOver: 4 } });
    expect(world.published).toHaveLength(1);
    expect(world.digests).toHaveLength(3);
    expect(await stale()).toEqual(['2026-11-18', '2026-11-19']);
    const runs = [];
    for (const hour of ['01', '02', '03', '04', '05']) {
      runs.push(await liveAt(`2026-11-21T${hour}:20:00Z`, 4));
      if (hour === '01')
        expect(await world.stores.blocks.heads('snapshot/default')).toHaveLength(4);
    }
    expect(runs.map((figures) => [figures?.['restated'], figures?.['leftOver']])).toEqual([
      [1, 3],
      [1, 2],
      [1, 1],
      [1, 0],
      [0, 0],
    ]);
    expect(await stale()).toEqual([]);
  });

  it('a close without time left comes to the same scores in the end as one that has time', async () => {
    await runClose(slowed(4));
    await liveAt('2026-11-21T01:20:00Z', 1);
    const inTime = await worldBeforeClosing();
    await runClose(inTime.start().services);
    expect(await closedDays(world)).toEqual(await closedDays(inTime));
  });

  it('a close restates as many days as are done within ten minutes of its start', async () => {
    const [close] = await runClose(slowed(1));
    // Two models and their lifetime index took four.
    expect(close?.figures).toMatchObject({ restated: 4, leftOver: 0 });
    expect(world.time.now).toBe(Date.parse('2026-11-21T00:18:00Z'));
  });

  it('a close without time left does not hold up the rules of the days after it', async () => {
    world.time.now += 2 * 86_400_000;
    const runs = await runClose(slowed(2));
    const restated = runs.map(({ asOf, figures }) => [asOf, figures?.['leftOver']]);
    expect(restated).toEqual([
      ['2026-11-20', undefined],
      ['2026-11-21', undefined],
      ['2026-11-22', 4],
    ]);
  });
});

describe('an hourly run', () => {
  it('an hourly run leaves to the next close what came after the last one', async () => {
    await runClose(world.start().services);
    await late('2026-11-19', '2026-11-21T08', 'later');
    expect(await liveAt('2026-11-21T09:20:00Z', 0)).toMatchObject({ restated: 0, leftOver: 0 });
    expect(await stale()).toEqual(['2026-11-19', '2026-11-20']);
    world.time.now = Date.parse('2026-11-22T00:10:00Z');
    const [close] = await runClose(world.start().services);
    expect(close?.figures).toMatchObject({ restated: 4, leftOver: 0 });
    expect(await stale()).toEqual([]);
  });

  it('an hourly run closes a missed day before all else, and restates after all else', async () => {
    await runClose(slowed(4));
    world.time.now = Date.parse('2026-11-22T01:20:00Z');
    const [close, live] = await createScore(slowed(1))({ job: 'score' });
    expect(close).toMatchObject({ asOf: '2026-11-21', figures: { restated: 0, leftOver: 4 } });
    expect(live?.asOf).toBeUndefined();
    expect(live?.figures).toMatchObject({ restated: 4, leftOver: 0 });
  });

  it('an hourly run computes live scores even where a close fails, and fails with it', async () => {
    world.time.now = Date.parse('2026-11-21T01:20:00Z');
    const { services } = world.start();
    const statesOf = () => Promise.reject(new Error('no states'));
    const alerts = Object.assign(Object.create(services.alerts), { statesOf });
    const measured: (number | undefined)[] = [];
    const metrics: RunServices['metrics'] = ({ DaysUnclosed }) => measured.push(DaysUnclosed);
    const score = createScore({ ...services, alerts, metrics });
    await expect(score({ job: 'score' })).rejects.toThrow('no states');
    expect(world.announced.at(-1)).toBe('2026-11-21 live');
    expect(measured).toEqual([1, 1]);
  });

  it('the duration that an hourly run reports leaves out what it restates', async () => {
    await runClose(slowed(4));
    const measured: (number | undefined)[] = [];
    world.time.now = Date.parse('2026-11-21T01:20:00Z');
    const metrics: RunServices['metrics'] = ({ ScoreSeconds }) => measured.push(ScoreSeconds);
    const { figures } = await runLive({ ...slowed(1), metrics });
    expect(figures).toMatchObject({ restated: 4, milliseconds: 6 * MINUTE });
    expect(measured).toEqual([120]);
  });
});

it('a requested live run restates nothing, as somebody waits for it', async () => {
  await runClose(slowed(4));
  const requestedAt = new Date(world.time.now).toISOString();
  await world.stores.runs.put({ runId: 'r', trigger: 'request', status: 'running', requestedAt });
  const { figures } = await runRequested(world.start().services, 'r');
  expect(figures?.['restated']).toBe(0);
  expect(await stale()).toEqual(['2026-11-18', '2026-11-19']);
});
