import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Activity,
  type ScoringWorld,
  scoringWorld,
} from '../../../support/worlds/scoring-world.ts';

const FRIDAYS = ['2026-10-23', '2026-10-30', '2026-11-06', '2026-11-13'];
const DAY = '2026-11-20';
const USERS = Array.from({ length: 40 }, (_, at) => at);
const accountOf = (at: number) => (at < 20 ? 'savers' : 'openers');

let world: ScoringWorld;

/** Half of the users save a lot, all of them open a little. */
function activities(saving: boolean): Activity[] {
  return USERS.flatMap((at): Activity[] => {
    const opened: Activity = [`u${at}`, accountOf(at), 'Opened', 2];
    return saving && at < 20 ? [opened, [`u${at}`, accountOf(at), 'Saved', 9]] : [opened];
  });
}

async function withFridays(lastIsBroken: boolean): Promise<ScoringWorld> {
  const one = await scoringWorld();
  await one.admin('PUT', '/v1/models/default', {
    ...{ id: 'default', events: { Opened: 1, Saved: 5 }, windows: [7], headlineWindow: 7 },
    normalization: { percentile: 100, curve: 0, floor: 50 },
  });
  for (const day of FRIDAYS) await one.count(day, activities(true));
  await one.count(DAY, activities(!lastIsBroken));
  for (const day of ['2026-11-13', DAY]) await one.run(day);
  return one;
}

beforeAll(async () => {
  world = await withFridays(true);
});

describe('a day on which an event vanished for everybody', () => {
  it('a day on which an event vanished for everybody is marked with its name in every answer about it, and only there', async () => {
    for (const path of ['/v1/product', '/v1/accounts', '/v1/users/u1', '/v1/segments']) {
      expect((await world.get(path)).body).toMatchObject({ asOf: DAY, suspect: ['Saved'] });
    }
    for (const path of ['/v1/product/history', '/v1/accounts/savers/history']) {
      const { body } = await world.get(path);
      expect(body['data']).toMatchObject([{ suspect: [] }, { day: DAY, suspect: ['Saved'] }]);
    }
    const whole = await withFridays(false);
    expect((await whole.get('/v1/product')).body['suspect']).toEqual([]);
  });

  it('a day on which an event vanished for everybody puts nobody among the rising or falling, although the scores are shown as they are', async () => {
    const { body } = await world.get('/v1/accounts/savers');
    expect(body['change']).toBeLessThan(-10);
    expect(body['segments']).not.toContain('falling');
    expect(body['confidence']).toMatchObject({ level: 'low', reasons: ['suspect_day'] });
    expect((await world.get('/v1/users', 'segment=falling')).body['total']).toBe(0);
    const product = (await world.get('/v1/product')).body['accounts'];
    expect(product).toMatchObject({ rising: null, falling: null });
  });

  it('a day on which an event vanished for everybody leaves the index measured by the days before it', async () => {
    const rows = (await world.get('/v1/product/history')).body['data'];
    const [before, day] = rows as { index: number; exactScore: number; exactIndex: number }[];
    expect(before?.exactIndex).toBe(before?.exactScore);
    expect(day?.exactIndex).toBeLessThan(Number(before?.exactIndex));
  });
});
