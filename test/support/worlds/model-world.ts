import { expect } from 'vitest';
import { type ScoringWorld, scoringWorld } from './scoring-world.ts';

/** The last day that is over in a model's world, at noon of the day after. */
export const DAY = '2026-03-09';

/** A world in which a model is put, of `Task Created` and seven days unless it says otherwise. */
export async function modelWorld(model: object): Promise<ScoringWorld> {
  const world = await scoringWorld();
  world.services.time.now = Date.parse('2026-03-10T12:00:00Z');
  const put = await world.admin('PUT', '/v1/models/default', {
    ...{ events: { 'Task Created': 5 }, windows: [7], ...model },
  });
  expect(put).toMatchObject({ status: 200 });
  return world;
}

/** The one user of an account says who the account is. */
export const group = (world: ScoringWorld, groupId: string, traits: object, timestamp: string) =>
  world.post('/v1/group', { userId: `u@${groupId}`, groupId, traits, timestamp });

/** The one user of an account does something there. */
export const track = (world: ScoringWorld, groupId: string, event: string, timestamp: string) =>
  world.post('/v1/track', { userId: `u@${groupId}`, event, context: { groupId }, timestamp });

/** The page of an account. */
export const account = async (world: ScoringWorld, id: string, asOf = DAY) =>
  (await world.get(`/v1/accounts/${id}`, `asOf=${asOf}`)).body;
