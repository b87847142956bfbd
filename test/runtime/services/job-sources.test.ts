import { expect, it } from 'vitest';
import type { Profile } from '../../../lib/events/profile.ts';
import { createRunProfiles } from '../../../lib/runtime/services/job-sources.ts';
import { hashId } from '../../support/builders/hash-id.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const profile = (kind: Profile['kind'], id: string): Profile => ({
  kind,
  hash: hashId(kind, id),
  traits: {},
  firstSeen: { at: 0, sourceWasKnown: true },
});

it('a run sees the accounts and links that it saw first, and users as they are', async () => {
  const store = memoryStores().profiles;
  const [anonymous, ada] = [hashId('anonymous', 'a'), hashId('user', 'ada')];
  await store.put(profile('account', 'acme'), 0);
  const seen = createRunProfiles(store);
  expect(await seen.all('account')).toHaveLength(1);
  expect(await seen.all('user')).toHaveLength(0);
  expect((await seen.resolver())(anonymous)).toBe(anonymous);
  await store.put(profile('account', 'globex'), 0);
  await store.put(profile('user', 'ada'), 0);
  await store.putLink({ from: anonymous, to: ada, at: 1 });
  expect(await seen.all('account')).toHaveLength(1);
  expect(await seen.all('user')).toHaveLength(1);
  const users: Profile[] = [];
  await seen.each('user', (page) => users.push(...page));
  expect(users).toHaveLength(1);
  expect((await seen.resolver())(anonymous)).toBe(anonymous);
  const later = createRunProfiles(store);
  expect(await later.all('account')).toHaveLength(2);
  expect((await later.resolver())(anonymous)).toBe(ada);
});
