import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEYS } from '../../../fixtures/keys.ts';
import { hourOf } from '../../../lib/model/hour.ts';
import { type Random, seededRandom } from '../../../local/sample/random.ts';
import { type KillableServer, killableServer } from '../../support/servers/killable-server.ts';
import { startLoad, type Truth } from './load.ts';

const KILLS = 20;
/** How many times as long as printing its help, under the same load, the server may take to be up again. */
const MOST_TIMES_HELP = 6;
const SEED = 'seven';
/** At every fourth start the clock has gone on for two hours, so that hours are sealed under load. */
const JUMP_EVERY = 4;
const JUMP_MS = 2 * 3_600_000;

const begunIn = hourOf(Date.now());

let folder: string;
let server: KillableServer;
let truth: Truth;
let raw: ReadonlyMap<string, number>;
let sealedThrough: unknown;
const starts: number[] = [];
/** How long the server took to print its help right after each start: as slow as the machine then was. */
const helps: number[] = [];

async function call(method: string, path: string, key: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${server.url}${path}`, { method, headers });
  return (await answer.json()) as Record<string, unknown>;
}

async function msOfHelp(): Promise<number> {
  const begin = performance.now();
  const help = spawn(process.execPath, ['--import', 'tsx', 'local/start.ts', '--help']);
  help.stdout.resume();
  await once(help, 'close');
  return performance.now() - begin;
}

/** Raw scores under the model in force before any is put: the number of events. */
async function rawScores(): Promise<ReadonlyMap<string, number>> {
  const { runId } = await call('POST', '/v1/runs', KEYS.admin);
  const status = async () => (await call('GET', `/v1/runs/${runId}`, KEYS.read))['status'];
  while ((await status()) === 'running') await pause(50);
  const path = '/v1/users?asOf=live&window=7&limit=200';
  const { data } = await call('GET', path, KEYS.read);
  const users = data as readonly { readonly userId: string; readonly rawScore: number }[];
  return new Map(users.map(({ userId, rawScore }) => [userId, rawScore]));
}

/** Kills the server at a random instant under load, and starts it again, time after time. */
async function killAgainAndAgain(random: Random): Promise<void> {
  let ahead = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    await pause(100 + random() * 1_500);
    await server.kill(kill % 2 === 0 ? 'both' : 'server');
    if (kill % JUMP_EVERY === 0) ahead += JUMP_MS;
    starts.push(await server.start(new Date(Date.now() + ahead).toISOString()));
    helps.push(await msOfHelp());
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'barometer-crash-'));
  server = await killableServer(folder);
  await server.start();
  const load = startLoad(server.url, seededRandom(`load ${SEED}`));
  await killAgainAndAgain(seededRandom(`kills ${SEED}`)).finally(() => load.stop());
  truth = load.truth;
  raw = await rawScores();
  sealedThrough = (await call('GET', '/v1/status', KEYS.read))['sealedThrough'];
});

afterAll(async () => {
  await server.kill('both');
  await rm(folder, { recursive: true });
});

const counted = (user: string) => raw.get(user) ?? 0;
const sum = (by: ReadonlyMap<string, number>) => [...by.values()].reduce((a, b) => a + b, 0);

describe(`after ${KILLS} times kill -9 under load`, () => {
  it('an acknowledged event of those sent again until acknowledged counts exactly once after kills', () => {
    const sentAgain = [...truth.acknowledged].filter(([user]) => user.startsWith('again-'));
    expect(sentAgain.length).toBeGreaterThan(30);
    expect(truth.again).toBeGreaterThan(KILLS);
    expect(sentAgain.map(([user]) => [user, counted(user)])).toEqual(sentAgain);
  });

  it('an event that was neither acknowledged nor refused counts at most once after kills', () => {
    const users = [...new Set([...truth.acknowledged.keys(), ...truth.unknown.keys()])];
    const surplus = users.map((user) => counted(user) - (truth.acknowledged.get(user) ?? 0));
    const allowed = users.map((user) => truth.unknown.get(user) ?? 0);
    expect(surplus.filter((more, i) => more < 0 || more > (allowed[i] ?? 0))).toEqual([]);
    expect(sum(truth.unknown)).toBeGreaterThan(0);
  });

  it('hours with events are sealed while the server is killed under load', () => {
    expect(sealedThrough).toBeTypeOf('string');
    expect(String(sealedThrough) >= begunIn).toBe(true);
  });

  it('the server is up again after each kill in a few times what it takes to print its help', () => {
    const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b).map(Math.round);
    const middle = (all: readonly number[]) => sorted(all)[KILLS / 2] ?? Number.NaN;
    const [median, help, slowest] = [middle(starts), middle(helps), sorted(starts).at(-1)];
    process.stdout.write(
      `${truth.requests} requests, ${sum(truth.acknowledged)} events acknowledged, ` +
        `${sum(truth.unknown)} unheard of; up again after ${median} ms (median), ` +
        `${slowest} ms (most), ${(median / help).toFixed(1)} times what its help takes\n`,
    );
    expect(median).toBeLessThan(MOST_TIMES_HELP * help);
    expect(slowest).toBeLessThan(MOST_TIMES_HELP * Math.max(...helps));
  });

  it('a server that is killed under load complains about nothing', () => {
    expect(server.complaints).toEqual([]);
  });
});
