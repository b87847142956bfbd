import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliWorld, cliWorld } from '../../support/worlds/cli-world.ts';

const LIVE = { id: 'default', events: { Opened: 1 }, windows: [7], headlineWindow: 7 };
/** The day before the one of the world. */
const DAY = '2026-11-20';
const ACCOUNTS = [
  'Acme',
  'Globex',
  'Initech',
  'A company with a name that is much too long to show',
];

let w: CliWorld;

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

beforeAll(async () => {
  w = await cliWorld();
  await w.admin('PUT', '/v1/models/default', LIVE);
  for (const [at, name] of ACCOUNTS.entries()) {
    const [userId, groupId] = [`u${at}`, `a${at}`];
    await w.post('/v1/group', { userId, groupId, traits: { name }, timestamp: `${DAY}T09:00:00Z` });
    await w.count(DAY, [
      [userId, groupId, 'Opened', 1 + 9 * at],
      [userId, groupId, 'Invited', 40 - 9 * at],
    ]);
  }
  await w.close(DAY);
});
afterAll(() => w.end());

describe('barometer models preview', () => {
  it('barometer models preview says in 80 columns what a candidate would change, and changes nothing', async () => {
    const candidate = { ...LIVE, events: { Invited: 1 } };
    const file = await w.file('candidate.json', JSON.stringify(candidate));
    const { code, out, err } = await w.run('models', 'preview', file, '--days', '8');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(widest(out)).toBeLessThanOrEqual(80);
    expect(out).toMatch(/^in force +default version 1, scores of 7 days$/m);
    expect(out).toMatch(/^same order +-1\.000/m);
    expect(out).toMatch(/^most engaged +\d+ +\d+ +[+-]?\d+ +\d+ +\d+ +[+-]?\d+$/m);
    expect(out).toMatch(/^\d+ +\d+ +[+-]\d+ +Acme$/m);
    expect(out.match(/^\d{4}-\d\d-\d\d +\S+ +\d+ +\d+$/gm)).toHaveLength(2);
    expect((await w.run('models')).out).toMatch(/default +1 +1/);
  });

  it('barometer models preview prints JSON on request, as the API answers it', async () => {
    const file = await w.file('same.json', JSON.stringify(LIVE));
    const { out } = await w.run('models', 'preview', file, '--days', '1', '--json');
    expect(JSON.parse(out)).toMatchObject({ rankCorrelation: 1, movers: [], segments: [] });
  });

  it('barometer models preview says what is wrong with a file, and what to give', async () => {
    const file = await w.file('wrong.json', JSON.stringify({ ...LIVE, events: { Opened: 'x' } }));
    const wrong = await w.run('models', 'preview', file);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('events.Opened') });
    const days = await w.run('models', 'preview', file, '--days', '91');
    expect(days.err).toContain('must be from 1 to 90');
    expect((await w.run('models', 'preview')).code).toBe(2);
    expect((await w.run('models', '--help')).out).toContain('models preview FILE');
  });
});
