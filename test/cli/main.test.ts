import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { barometer } from '../support/worlds/cli-world.ts';

const NAMES = [
  'apply',
  'models',
  'rules',
  'subscriptions',
  'keys',
  'runs',
  'status',
  'doctor',
  'replay',
  'erase',
];

describe('barometer', () => {
  it('barometer without a known command lists the commands and exits with 2', async () => {
    for (const argv of [[], ['stauts']]) {
      const { code, out, err } = await barometer(argv);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      for (const name of NAMES) expect(err).toContain(`  ${name}`);
    }
  });

  it.each(NAMES)(
    'barometer %s --help fits into 80 columns, asks for nothing and exits with 0',
    async (name) => {
      const { code, out } = await barometer([name, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: barometer ${name}`);
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    },
  );

  it.each([
    [['status', '--colour']],
    [['status', '--url', 'nowhere', '--key', 'ak_x']],
    [['status', '--url', 'http://127.0.0.1:1', '--env', 'dev', '--key', 'ak_x']],
    [['apply']],
    [['apply', 'a.yaml', 'b.yaml']],
    [['models', 'get']],
    [['rules', 'drop', 'x']],
    [['keys', 'create', '--role', 'root']],
    [['runs', 'stop']],
    [['erase']],
    [['replay']],
    [['replay', 'x', '--key', 'wk_x', '--batch', '0']],
  ])('barometer %j is not understood and exits with 2', async (argv) => {
    const { code, out, err } = await barometer(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`see: barometer ${argv[0]} --help`);
  });

  it('barometer without a key says where one comes from and exits with 1', async () => {
    const { code, err } = await barometer(['status']);
    expect(code).toBe(1);
    expect(err).toContain('BAROMETER_ADMIN_KEY');
  });

  it('barometer never repeats a key that was typed where none belongs', async () => {
    const key = `ak_${'s'.repeat(43)}`;
    for (const argv of [[key], ['status', '--url', key], ['models', 'put', key, '--key', key]]) {
      const { code, err } = await barometer(argv);
      expect(code).toBeGreaterThan(0);
      expect(err).not.toContain(key);
    }
  });

  it('barometer runs from any folder as a program', () => {
    const program = fileURLToPath(new URL('../../cli/barometer.mjs', import.meta.url));
    const options = { cwd: tmpdir(), encoding: 'utf8', env: {} } as const;
    const { status, stdout } = spawnSync(process.execPath, [program, '--help'], options);
    expect(status).toBe(0);
    expect(stdout).toContain('Usage: barometer COMMAND');
  });
});
