import { PostHog } from 'posthog-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DoorOptions, openDoor, type RunningDoor } from '../support/running-door.ts';
import { KEYS } from '../support/test-services.ts';
import { CLIENTS, type StartClient } from './real-clients.ts';

let door: RunningDoor;

// posthog-node prints what it tells its user.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue());

afterEach(() => door.close());

const event = 'Report Exported';
/** Of 40 events, 800 KB together: more than a request may have. */
const properties = { pad: 'x'.repeat(20_000) };
const users = Array.from({ length: 40 }, (_, i) => `u${i}`);
const allOnce = Object.fromEntries(users.map((user) => [`${user} ${event}`, 1]));

async function run(start: StartClient | undefined, flushAt: number, options: DoorOptions = {}) {
  door = await openDoor(options);
  const client = start?.(door.url, { flushAt });
  for (const user of users) client?.track(user, event, properties);
  await client?.finish();
  return client?.errors;
}

describe('more than a request may have', () => {
  const { '@segment/analytics-node': segment, 'posthog-node': posthog } =
    Object.fromEntries(CLIENTS);

  it.each(CLIENTS)('is sent in parts by %s', async (_name, start) => {
    expect(await run(start, 15)).toEqual([]);
    expect(await door.counted()).toEqual(allOnce);
  });

  it('is sent again in halves by posthog-node', async () => {
    await run(posthog, 40);
    expect(door.seen).toContain('/batch/ 413');
    expect(await door.counted()).toEqual(allOnce);
  });

  // Of plain text the library counts the letters i only, so its own limit of 480 KB never holds.
  it('is dropped by a @segment/analytics-node with large batches, which says so', async () => {
    expect(await run(segment, 40)).toHaveLength(40);
    expect(door.seen).toEqual(['/v1/batch 413']);
    expect(door.stored()).toEqual([]);
  });
});

describe('gzip that is labelled as JSON', () => {
  it('is refused with what to do when a gateway has read it as text, and is not stored', async () => {
    door = await openDoor({ packedText: 'mangled' });
    const told: unknown[] = [];
    const posthog = new PostHog(KEYS.write, { host: door.url });
    posthog.on('error', (error) => told.push(error));
    posthog.capture({ distinctId: 'u1', event });
    await posthog.shutdown();
    expect(door.seen).toEqual(['/batch/ 415']);
    expect(told).not.toEqual([]);
    expect(door.stored()).toEqual([]);
  });

  it('is not sent by a posthog-node that was told so', async () => {
    door = await openDoor({ packedText: 'mangled' });
    const posthog = new PostHog(KEYS.write, { host: door.url, disableCompression: true });
    posthog.capture({ distinctId: 'u1', event });
    await posthog.shutdown();
    expect(await door.counted()).toEqual({ [`u1 ${event}`]: 1 });
  });
});
