import { expect, it } from 'vitest';
import type { Profile } from '../../lib/events/profile.ts';
import { profilesOfRun } from '../../lib/runtime/profiles-of-run.ts';
import { hashId } from '../support/id-hashes.ts';
import { MemoryProfileStore } from '../support/memory-profile-store.ts';

const profile = (kind: Profile['kind'], id: string): Profile => ({
  kind,
  hash: hashId(kind, id),
  traits: {},
  firstSeen: { at: 0, sourceWasKnown: true },
});

it('a run sees the accounts and links that it saw first, and users as they are', async () => {
  const store = new MemoryProfileStore();
  await store.put(profile('account', 'acme'), 0);
  const seen = profilesOfRun(store);
  expect(await seen.all('account')).toHaveLength(1);
  expect(await seen.all('user')).toHaveLength(0);
  expect(await seen.allLinks()).toHaveLength(0);
  await store.put(profile('account', 'globex'), 0);
  await store.put(profile('user', 'ada'), 0);
  await store.putLink({ from: hashId('user', 'a'), to: hashId('user', 'ada'), at: 1 });
  expect(await seen.all('account')).toHaveLength(1);
  expect(await seen.all('user')).toHaveLength(1);
  expect(await seen.allLinks()).toHaveLength(0);
  expect(await profilesOfRun(store).all('account')).toHaveLength(2);
});
