import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

let root: string;
const running: ChildProcess[] = [];

interface Started {
  readonly url: string;
  readonly output: string;
  readonly process: ChildProcess;
}

function launch(
  args: readonly string[],
  environment: Record<string, string> = {},
  nodeArgs: readonly string[] = [],
) {
  const node = ['--import', 'tsx', ...nodeArgs];
  const child = spawn(process.execPath, [...node, 'local/start.ts', ...args], {
    env: { PATH: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

/** Runs a start that is expected to fail; ends when its store, too, has let go of its output. */
async function failing(...given: Parameters<typeof launch>) {
  const child = launch(...given);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, errors };
}

async function start(folder: string, environment: Record<string, string> = {}): Promise<Started> {
  const child = launch(['--port', '0', '--data', folder], environment);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Ctrl-C')) resolve();
    });
    child.stderr.on('data', (chunk) => reject(new Error(String(chunk))));
    child.once('exit', () => reject(new Error(`it ended: ${output}`)));
  });
  return { url: /http:\S+/.exec(output)?.[0] ?? '', output, process: child };
}

async function stop({ process: child }: Started): Promise<number> {
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  return code;
}

function keyIn(output: string, role: 'write' | 'read' | 'admin'): string {
  return new RegExp(`${role}\\s+(\\S+)`).exec(output)?.[1] ?? '';
}

async function post(url: string, key: string, messageId: string) {
  const answer = await fetch(`${url}/v1/track`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ userId: 'ada', event: 'Report Viewed', messageId }),
  });
  return { status: answer.status, body: await answer.json() };
}

async function recent(url: string, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/v1/events/recent`, { headers });
  return ((await answer.json()) as { data: unknown[] }).data.length;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'barometer-start-'));
});

afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('npm start', () => {
  it('npm start makes keys once, shows them once, and keeps everything over a restart', async () => {
    const folder = join(root, 'first');
    const first = await start(folder);
    const [write, read] = [keyIn(first.output, 'write'), keyIn(first.output, 'read')];
    expect(write).toMatch(/^wk_[\w-]{43}$/);
    expect(first.output).toContain(`curl -u ${write}: \\`);
    for (const line of first.output.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(await post(first.url, write, 'one')).toEqual({ status: 200, body: { success: true } });
    expect(await stop(first)).toBe(0);

    const second = await start(folder);
    expect(second.output).not.toMatch(/[wra]k_[\w-]{20}/);
    expect(second.output).toContain('BAROMETER_ADMIN_KEY');
    expect(await recent(second.url, read)).toBe(1);
    expect((await post(second.url, write, 'two')).status).toBe(200);
  });

  it('npm start keeps what it acknowledged when it is killed, and takes the folder over at once', async () => {
    const folder = join(root, 'killed');
    const keys = {
      BAROMETER_WRITE_KEY: `wk_${'x'.repeat(29)}`,
      BAROMETER_READ_KEY: `rk_${'x'.repeat(29)}`,
    };
    const first = await start(folder, keys);
    await post(first.url, keys.BAROMETER_WRITE_KEY, 'one');
    first.process.kill('SIGKILL');
    const second = await start(folder, keys);
    expect(await recent(second.url, keys.BAROMETER_READ_KEY)).toBe(1);
  });

  it('npm start never sets its clock before what is stored', async () => {
    const folder = join(root, 'clock');
    const keys = { BAROMETER_ADMIN_KEY: `ak_${'x'.repeat(29)}` };
    const later = await start(folder, { ...keys, BAROMETER_NOW: '2030-06-01T12:00:00Z' });
    await post(later.url, keys.BAROMETER_ADMIN_KEY, 'one');
    await stop(later);
    const earlier = await start(folder, { ...keys, BAROMETER_NOW: '2029-01-01T12:00:00Z' });
    expect(earlier.output).toContain('clock  2030-06-01T12:00:');
  });
});

describe('a start that fails', () => {
  it('npm start that fails says in one line what to do, with exit code 1', async () => {
    const file = join(root, 'model.yaml');
    await writeFile(file, 'id: default\nevents: { A: many }\n');
    const failures = await Promise.all([
      failing(['--now', 'noon']),
      failing(['--data', file]),
      failing(['--data', join(root, 'x'), '--port', '0', '--model', file]),
      failing([], { BAROMETER_READ_KEY: 'rk_short' }),
    ]);
    const expected = [
      /^barometer: --now must be an instant/,
      /^barometer: cannot use .*: make it a writable folder/,
      /^barometer: .*model.yaml: events.A: must be a weight/,
      /^barometer: BAROMETER_READ_KEY must start with rk_/,
    ];
    for (const [index, { code, errors }] of failures.entries()) {
      expect(code).toBe(1);
      expect(errors).toMatch(expected[index] ?? /never/);
      expect(errors.trim().split('\n')).toHaveLength(1);
    }
  });

  it('npm start says in one line that a module is missing, and leaves no store running', async () => {
    const folder = join(root, 'half-installed');
    const resolve = `export const resolve = (name, context, next) => {
      if (name.endsWith('serve.ts')) throw new Error('Cannot find package zod\\n imported from x');
      return next(name, context);
    };`;
    const hooks = `data:text/javascript,${encodeURIComponent(resolve)}`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(hooks)});`;
    const missing = ['--import', `data:text/javascript,${encodeURIComponent(register)}`];
    const { code, errors } = await failing(['--port', '0', '--data', folder], {}, missing);
    expect([code, errors]).toEqual([
      1,
      'barometer: the program cannot be loaded (Cannot find package zod imported from x): run npm ci\n',
    ]);
    expect((await start(folder)).url).toMatch(/^http:/);
  });

  it('npm start tells a port that is in use from a folder that is in use', async () => {
    const first = await start(join(root, 'busy'));
    const port = new URL(first.url).port;
    const taken = await failing(['--port', port, '--data', join(root, 'other')]);
    expect(taken.errors).toContain(`port ${port} of 127.0.0.1 is in use`);
    const locked = await failing(['--port', '0', '--data', join(root, 'busy')]);
    expect(locked.errors).toContain('is in use by a running instance');
    expect([taken.code, locked.code]).toEqual([1, 1]);
  });
});
