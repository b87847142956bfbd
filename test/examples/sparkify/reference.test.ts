import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reference } from '../../../examples/sparkify/reference.ts';

/** Ten users of 10, 20, ... 100 plays in two cities, one event a day too early, one of nobody. */
function lines(): string[] {
  let item = 0;
  const at = (day: number) => Date.UTC(2018, 10, day, 12);
  const line = (userId: string, location: string | null, page: string, day: number) =>
    JSON.stringify({ userId, location, page, ts: at(day), sessionId: 1, itemInSession: item++ });
  const made: string[] = [];
  for (let user = 1; user <= 10; user++) {
    const city = user <= 4 ? 'Aachen' : 'Bonn';
    for (let i = 0; i < user * 5; i++) made.push(line(`u${user}`, city, 'NextSong', 28));
  }
  made.push(line('u1', 'Aachen', 'Upgrade', 23), line('u1', 'Aachen', 'About', 28));
  made.push(line('', null, 'Home', 28), line('', 'Celle', 'Home', 29));
  return made;
}

const score = (x: number) => (100 * (1 - Math.exp(-2 * Math.min(x, 1)))) / (1 - Math.exp(-2));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barometer-reference-'));
  await writeFile(join(folder, 'log.ndjson'), lines().join('\n'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('the reference of the Sparkify example', () => {
  it('the reference of the Sparkify example gives the figures worked out by hand', async () => {
    const rows = await reference(join(folder, 'log.ndjson'), '2018-11-30', 7);
    const row = (id: string) => rows.find((each) => each.id === id);
    // Type 7 over 10, 20, ... 100: at 0.9 x 9 = 8.1, so 90 + 0.1 x 10.
    const benchmark = 91;
    expect(row('u1')).toMatchObject({ raw: 10 });
    expect(row('u1')?.score).toBeCloseTo(score(10 / benchmark), 10);
    expect(row('u10')).toMatchObject({ raw: 100, score: 100 });
    const members = Array.from({ length: 10 }, (_, i) => score(((i + 1) * 10) / benchmark));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const mean = sum(members) / 10;
    expect(row('Aachen')).toMatchObject({ raw: 100 });
    expect(row('Aachen')?.score).toBeCloseTo((sum(members.slice(0, 4)) + 3 * mean) / 7, 10);
    expect(row('Aachen')?.average).toBeCloseTo(sum(members.slice(0, 4)) / 4, 10);
    // Totals are 100 (Aachen), 441 (Bonn, u10 winsorized to 91) and 1 (Celle, by nobody).
    const totals = 100 + 0.8 * (441 - 100);
    expect(row('Aachen')?.total).toBeCloseTo(score(100 / totals), 10);
    expect(row('Bonn')).toMatchObject({ raw: 450, total: 100 });
    expect(row('Celle')?.score).toBeCloseTo((3 * mean) / 3, 10);
    expect(rows).toHaveLength(13);
  });
});
