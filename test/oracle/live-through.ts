import { runSeal } from '../../lib/runtime/jobs/catch-up/run-seal.ts';
import { runTail } from '../../lib/runtime/jobs/catch-up/run-tail.ts';
import { type ScoringWorld, scoringWorld } from '../support/worlds/scoring-world.ts';
import type { Request, World } from './world/random-world.ts';
import { LOOKED_AT } from './world/timeline.ts';

const HOUR_MS = 3_600_000;

/** A service with the hash key of all worlds, so that a seed always comes to the same order. */
async function emptyService(): Promise<ScoringWorld> {
  const service = await scoringWorld();
  const installation = { hashKey: 'the key of all worlds', createdAt: '2026-06-01T00:00:00Z' };
  const { documents } = service.services;
  const made = await documents.get('setting', 'installation');
  await documents.put('setting', 'installation', installation, made?.version ?? 0);
  return service;
}

async function post(service: ScoringWorld, { atMs, path, body }: Request): Promise<void> {
  service.services.time.now = atMs;
  const { status, body: answer } = await service.post(path, body);
  if (status !== 200) throw new Error(`POST ${path} is answered ${JSON.stringify(answer)}`);
}

async function run(service: ScoringWorld, asOf?: string): Promise<void> {
  const { status, error } = await service.run(asOf);
  if (status !== 'done') throw new Error(`the run of ${asOf} is ${status}: ${error}`);
}

/** Scores the days of a world and its today. */
export async function scoreAgain(service: ScoringWorld, world: World): Promise<void> {
  for (const day of world.days) await run(service, day);
  await run(service);
}

/** Two hours later every hour of a request is closed, and its batches become deltas. */
export async function sealAll(service: ScoringWorld): Promise<void> {
  service.services.time.now += 2 * HOUR_MS;
  await runTail({ ...service.services, publisher: { publish: async () => [] } });
  await runSeal(service.services);
}

async function putModels(service: ScoringWorld, { models }: World): Promise<void> {
  for (const model of models) {
    const { status, body } = await service.admin('PUT', `/v1/models/${model['id']}`, model);
    if (status !== 200) throw new Error(`the model is refused: ${JSON.stringify(body)}`);
  }
}

/** Between two goes the earlier of the days is scored, once it is over, or today so far. */
async function scoreBetween(service: ScoringWorld, { days: [day] }: World): Promise<void> {
  const isOver = day !== undefined && Date.parse(day) + 24 * HOUR_MS < service.services.time.now;
  await run(service, isOver ? day : undefined);
}

/** Puts the models, posts go after go as clients would, scores between them, and at noon all days. */
export async function liveThrough(world: World): Promise<ScoringWorld> {
  const service = await emptyService();
  const { time } = service.services;
  time.now = (world.goes[0]?.[0]?.atMs ?? 0) - HOUR_MS;
  await putModels(service, world);
  for (const [n, requests] of world.goes.entries()) {
    for (const request of requests) await post(service, request);
    if (world.sealed[n]) await sealAll(service);
    if (n < world.goes.length - 1) await scoreBetween(service, world);
  }
  time.now = Date.parse(LOOKED_AT);
  await scoreAgain(service, world);
  return service;
}
