import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type DoorOptions, openDoor, type RunningDoor } from '../support/running-door.ts';
import { CLIENTS, type ClientOptions } from './real-clients.ts';

const EVENTS = 23;

/** Every event counted, and counted once. */
const ALL_ONCE = Object.fromEntries(
  Array.from({ length: EVENTS }, (_, i) => [`u${i} Task Completed`, 1]),
);

// Most of the time goes by in the clients' own waits, so all of them wait together.
describe.concurrent.each(CLIENTS)('%s', (_name, start) => {
  async function withDoor(options: DoorOptions, test: (door: RunningDoor) => Promise<void>) {
    const door = await openDoor(options);
    await test(door).finally(() => door.close());
  }

  async function run(door: RunningDoor, clientOptions: ClientOptions = {}) {
    const client = start(door.url, clientOptions);
    for (let i = 0; i < EVENTS; i++) client.track(`u${i}`, 'Task Completed');
    await client.finish();
    return client;
  }

  // posthog-node prints what it tells its user.
  beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue());

  it.each([
    ['as text where the type says text', {}],
    ['in base64', { alwaysBase64: true }],
  ])('is understood when the gateway hands its bodies over %s', (_how, options) =>
    withDoor(options, async (door) => {
      expect((await run(door)).errors).toEqual([]);
      expect(await door.counted()).toEqual(ALL_ONCE);
      expect(door.refused()).toEqual([]);
    }),
  );

  it.each([
    [503, [{ status: 503, retryAfter: 1 }, { status: 503 }]],
    [429, [{ status: 429, retryAfter: 1 }, { status: 429 }]],
    ['cut', [{}, {}]],
  ])('loses nothing by %s before the server has seen a request', (what, faults) =>
    withDoor({}, async (door) => {
      door.fail(...faults.map((fault) => ({ when: 'before' as const, ...fault })));
      expect((await run(door)).errors).toEqual([]);
      expect(door.seen.filter((line) => line.endsWith(` ${what}`))).toHaveLength(2);
      expect(await door.counted()).toEqual(ALL_ONCE);
    }),
  );

  it.each([
    [503, { status: 503 }],
    [504, { status: 504 }],
    ['cut', {}],
  ])('doubles nothing by %s after the server has stored a request', (_what, fault) =>
    withDoor({}, async (door) => {
      door.fail({ when: 'after', ...fault }, { when: 'after', ...fault });
      expect((await run(door)).errors).toEqual([]);
      expect(door.stored().length).toBeGreaterThan(EVENTS);
      expect(await door.counted()).toEqual(ALL_ONCE);
    }),
  );

  it('comes again after the seconds that the limit of its key names', () =>
    withDoor({ settings: { requestsPerSecond: 3 } }, async (door) => {
      expect((await run(door)).errors).toEqual([]);
      expect(door.seen.some((line) => line.endsWith(' 429'))).toBe(true);
      expect(await door.counted()).toEqual(ALL_ONCE);
    }));

  it('tells its user of a key that does not work, and sends nothing again', () =>
    withDoor({}, async (door) => {
      const client = await run(door, { writeKey: `wk_${'x'.repeat(40)}` });
      expect(client.errors.length).toBeGreaterThan(0);
      expect(door.services.stored).toEqual([]);
      expect(door.seen.length).toBeLessThanOrEqual(Math.ceil(EVENTS / 5) + 1);
      expect(door.seen.every((line) => line.endsWith(' 401'))).toBe(true);
    }));
});
