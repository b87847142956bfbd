import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEYS } from '../../fixtures/keys.ts';
import { type CliWorld, cliWorld } from '../support/worlds/cli-world.ts';
import { NOW } from '../support/worlds/test-services.ts';

let w: CliWorld;

beforeAll(async () => {
  w = await cliWorld();
});
afterAll(() => w.end());

/** What a file says in place of a secret. */
const HOOK = ['$', '{HOOK}'].join('');
const EXAMPLE = 'examples/project-management/barometer.yaml';

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

describe('barometer apply', () => {
  it('barometer apply says what it would do, does it, and then finds nothing to do', async () => {
    const dry = await w.run('apply', EXAMPLE, '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toMatch(/would be created +model +default/);
    expect((await w.run('rules')).out).toBe('none');
    const applied = await w.run('apply', EXAMPLE, '--json');
    const changes = JSON.parse(applied.out).changes;
    expect(changes).toHaveLength(5);
    expect(changes.every(({ change }: { change: string }) => change === 'created')).toBe(true);
    const again = await w.run('apply', EXAMPLE);
    expect(again.out.match(/unchanged/g)).toHaveLength(5);
    expect(widest(again.out)).toBeLessThanOrEqual(80);
    expect((await w.run('models')).out).toMatch(/default +1 +11/);
  });

  it('barometer apply names the fields that changed and puts only those things', async () => {
    const drop = { kind: 'score.decreased', scope: 'account', window: 7, threshold: 30 };
    const rules = { 'score-drop': drop };
    const file = await w.file('some.yaml', JSON.stringify({ rules }));
    const { out } = await w.run('apply', file);
    expect(out).toMatch(/changed +rule +score-drop +severity, threshold|threshold, severity/);
    expect(JSON.parse((await w.run('rules', 'get', 'score-drop')).out)).toMatchObject({
      version: 2,
      threshold: 30,
    });
  });

  it('barometer apply takes secrets from the environment and shows a new one once', async () => {
    const subscriptions = [{ id: 'crm', type: 'webhook', url: HOOK }];
    const file = await w.file('hooks.yaml', JSON.stringify({ subscriptions }));
    const without = await w.run('apply', file);
    expect(without.code).toBe(1);
    expect(without.err).toContain('asks for the environment variable HOOK');
    const url = 'https://example.com/in';
    const named = await w.file('named.yaml', JSON.stringify({ subscriptions }).replace(HOOK, url));
    expect((await w.run('apply', named)).out).toMatch(/secret of crm, shown this once: whsec_/);
    expect((await w.run('apply', named)).out).toMatch(/^unchanged/m);
    expect((await w.run('subscriptions')).out).toMatch(/crm +1 +true +webhook +example.com/);
  });

  it('barometer apply puts nothing of a file that is wrong anywhere, and lists all mistakes', async () => {
    const rules = [
      { id: 'good', kind: 'account.created' },
      { id: 'bad', kind: 'score.decresed', threshold: 1 },
    ];
    const file = await w.file('bad.yaml', JSON.stringify({ rules, models: { m: { evens: {} } } }));
    const { code, err } = await w.run('apply', file);
    expect(code).toBe(1);
    expect(err).toContain("did you mean 'score.decreased'?");
    expect(err).toContain('models.m');
    expect((await w.run('rules', 'get', 'good')).code).toBe(1);
    const other = await w.file('other.yaml', 'rule: []');
    expect((await w.run('apply', other)).err).toContain("unknown key 'rule'");
  });
});

describe('barometer keys', () => {
  it('barometer keys makes a key and prints it alone, then knows it only by its hint', async () => {
    const { out } = await w.run('keys', 'create', '--role', 'write', '--source', 'mobile');
    expect(out).toMatch(/^wk_[\w-]{43}$/);
    const list = (await w.run('keys', 'list')).out;
    expect(list).toMatch(/write +mobile +wk_.{5} +live/);
    expect(list).not.toContain(out);
    expect(widest(list)).toBeLessThanOrEqual(80);
  });

  it('barometer keys rotates a key, the old one working until it is revoked', async () => {
    const made = JSON.parse((await w.run('keys', 'create', '--role', 'read', '--json')).out);
    const rotated = await w.run('keys', 'rotate', made.id.slice(0, 12));
    expect(rotated.out).toMatch(/^rk_/);
    expect(rotated.err).toContain(`barometer keys revoke ${made.id.slice(0, 12)}`);
    const status = (key: string) => w.run('status', '--key', key);
    expect((await status(made.key)).code).toBe(0);
    expect((await w.run('keys', 'revoke', made.id.slice(0, 12))).code).toBe(0);
    expect((await status(made.key)).code).toBe(1);
    expect((await status(rotated.out)).code).toBe(0);
    expect((await w.run('keys', 'revoke', 'ffffffffffff')).err).toContain('no key has this id');
    expect((await w.run('keys', 'revoke', 'ff')).code).toBe(2);
  });
});

describe('barometer runs, status, doctor', () => {
  it('barometer runs starts a run, waits for it and lists it', async () => {
    const run = await w.run('runs', 'start', '--wait');
    expect(run).toMatchObject({ code: 0, out: expect.stringMatching(/^run \S+ is done$/) });
    expect((await w.run('runs')).out).toMatch(/live +done/);
    const bad = await w.run('runs', 'start', '--as-of', '2999-01-01');
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining('no later than today') });
    const status = await w.run('status');
    expect(status.out).toMatch(/last run +\S+ done/);
    expect(widest(status.out)).toBeLessThanOrEqual(80);
  });

  it('barometer doctor says what is missing, what to do, and fails only where something is wrong', async () => {
    const { code, out } = await w.run('doctor');
    expect(code).toBe(0);
    expect(out).toMatch(/warn +last event +none in the last day\n +post one/);
    expect(out).toMatch(/ok +unsealed hours/);
    const noKey = await w.run('doctor', '--key', KEYS.read, '--json');
    expect(noKey.code).toBe(1);
    expect(JSON.parse(noKey.out).findings[1]).toMatchObject({ check: 'key', verdict: 'fail' });
    const nobody = await w.run('doctor', '--url', 'http://127.0.0.1:9');
    expect(nobody).toMatchObject({ code: 1, out: expect.stringContaining('fail  server') });
  });
});

describe('barometer erase', () => {
  it('barometer erase suppresses a user and reports its progress', async () => {
    expect((await w.run('erase', 'ada/b c', '--status')).code).toBe(1);
    expect((await w.run('erase', 'ada/b c')).out).toMatch(/^initialized/);
    expect((await w.run('erase', 'ada/b c', '--status')).out).toMatch(/^(initialized|running)/);
    const undo = await w.run('erase', 'ada/b c', '--undo');
    expect(undo).toMatchObject({ code: 1, err: expect.stringContaining('wait until') });
  });
});

describe('barometer replay', () => {
  it('barometer replay goes on where it broke off', async () => {
    const timestamp = new Date(NOW).toISOString();
    const lines = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({ type: 'track', userId: `u${i}`, event: 'E', messageId: `m${i}`, timestamp }),
    );
    const file = await w.file('events.ndjson', lines.join('\n'));
    const state = await w.file('events.ndjson.replay.json', '');
    const saved = { bytes: lines.join('\n').length, url: w.server.url, line: 31 };
    await w.file('events.ndjson.replay.json', JSON.stringify(saved));
    const run = await w.run('replay', file, '--key', KEYS.write, '--batch', '5', '--json');
    expect(run.err).toContain('going on at line 31');
    expect(JSON.parse(run.out)).toMatchObject({ messages: 10, accepted: 10, resumeAt: 40 });
    const whole = await w.run('replay', file, '--key', KEYS.write);
    expect(whole.out).toMatch(/accepted +40/);
    await w.file('events.ndjson.replay.json', JSON.stringify({ ...saved, bytes: 1 }));
    expect((await w.run('replay', file, '--key', KEYS.write)).err).toContain('another replay');
    await w.file('events.ndjson.replay.json', JSON.stringify({ ...saved, line: 7 }));
    const refused = await w.run('replay', file, '--key', KEYS.read);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('goes on at line 7') });
    expect(refused.err).not.toContain(KEYS.read);
    expect(state).toContain('replay.json');
  });

  it('barometer replay says why it broke off although it cannot keep how far it is', async () => {
    const file = await w.file('events.ndjson', '{"type":"track","userId":"u","event":"E"}');
    const nowhere = ['--state', `${file}.none/state.json`];
    const refused = await w.run('replay', file, '--key', KEYS.read, ...nowhere);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('goes on at line 1') });
    expect(refused.err).toMatch(/^cannot keep how far it is: ENOENT/);
    expect(refused.err).toContain('key of role');
  });
});
