import { expect, it } from 'vitest';
import { laterIdentityLink } from '../../../lib/events/identity-link.ts';
import type { Profile } from '../../../lib/events/profile.ts';
import { onEachStore } from '../../support/stores/on-each-store.ts';

function hashOf(number: number): string {
  return (number * 2_654_435_761).toString(16).padStart(16, '0').slice(-16);
}

function profileOf(number: number, plan: string): Profile {
  return {
    kind: 'user',
    hash: hashOf(number),
    traits: { plan: [{ day: '2026-05-02', at: 1_777_777_777_777, value: plan }] },
  };
}

onEachStore('a profile', ({ stores }) => {
  it('a profile is read back as it was put, with its revision', async () => {
    const { profiles } = stores();
    const traits = JSON.parse(
      '{"__proto__":[{"day":"2026-05-01","at":1,"value":null}],"constructor":[]}',
    );
    const profile: Profile = {
      kind: 'account',
      hash: hashOf(1),
      traits,
      firstSeen: { at: 5, sourceWasKnown: false },
    };
    expect(await profiles.put(profile, 0)).toBe(true);
    const stored = await profiles.get('account', profile.hash);
    expect(stored).toEqual({ profile, revision: 1 });
    expect(Object.keys(stored?.profile.traits ?? {})).toEqual(['__proto__', 'constructor']);
    expect(await profiles.get('user', profile.hash)).toBeUndefined();
  });

  it('a profile is written by one of those who read the same revision', async () => {
    const { profiles } = stores();
    await profiles.put(profileOf(2, 'free'), 0);
    const plans = ['a', 'b', 'c', 'd'];
    const written = await Promise.all(plans.map((plan) => profiles.put(profileOf(2, plan), 1)));
    expect(written.filter((first) => first)).toHaveLength(1);
    const winner = profileOf(2, plans[written.indexOf(true)] ?? '');
    expect(await profiles.get('user', winner.hash)).toEqual({ profile: winner, revision: 2 });
    expect(await profiles.put(winner, 0)).toBe(false);
  });
});

onEachStore('a thousand profiles', ({ stores }) => {
  it('a thousand profiles are found by hash and read in whole', async () => {
    const { profiles } = stores();
    const all = Array.from({ length: 1_000 }, (_, i) => profileOf(i + 1, `plan ${i % 7}`));
    for (let at = 0; at < all.length; at += 100) {
      await Promise.all(all.slice(at, at + 100).map((profile) => profiles.put(profile, 0)));
    }
    const read = await profiles.all('user');
    expect(new Set(read.map(({ hash }) => hash)).size).toBe(1_000);
    const pages: (readonly Profile[])[] = [];
    await profiles.each('user', (page) => pages.push(page));
    expect(pages.length).toBeGreaterThan(1);
    const inOrder = (some: readonly Profile[]) =>
      some.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
    expect(inOrder(pages.flat())).toEqual(inOrder(all));
    await profiles.each('account', (page) => expect(page).toEqual([]));
    const asked = [1, 1, 250, 999_999, ...Array.from({ length: 250 }, (_, i) => i + 1)];
    const found = await profiles.getMany('user', asked.map(hashOf));
    expect(found).toHaveLength(250);
    expect(await profiles.getMany('account', asked.map(hashOf))).toEqual([]);
    expect(await profiles.getMany('user', [])).toEqual([]);
  });
});

onEachStore('a link', ({ stores }) => {
  it('a link gives way only to a later one', async () => {
    const { profiles } = stores();
    const from = hashOf(1);
    const links = [
      { link: { from, to: hashOf(5), at: 100 }, wins: true },
      { link: { from, to: hashOf(5), at: 100 }, wins: false },
      { link: { from, to: hashOf(6), at: 99 }, wins: false },
      { link: { from, to: '0', at: 100 }, wins: true },
      { link: { from, to: 'f', at: 100 }, wins: false },
      { link: { from, to: 'f', at: 101 }, wins: true },
    ];
    for (const { link, wins } of links) expect(await profiles.putLink(link)).toBe(wins);
    const latest = links.map(({ link }) => link).reduce(laterIdentityLink);
    expect(await profiles.allLinks()).toEqual([latest]);
  });

  it('a link is listed with those of all other ids', async () => {
    const { profiles } = stores();
    const links = Array.from({ length: 50 }, (_, i) => ({ from: hashOf(i + 2), to: 'a', at: i }));
    for (const link of links) await profiles.putLink(link);
    const read = await profiles.allLinks();
    expect(read).toEqual(expect.arrayContaining(links));
    expect(read).toHaveLength(51);
  });
});

onEachStore('a profile that is removed', ({ stores }) => {
  it('a profile that is removed is gone, and may be written anew', async () => {
    const { profiles } = stores();
    await profiles.put(profileOf(1, 'trial'), 0);
    expect(await profiles.remove('account', hashOf(1))).toBe(false);
    expect(await profiles.remove('user', hashOf(1))).toBe(true);
    expect(await profiles.remove('user', hashOf(1))).toBe(false);
    expect(await profiles.get('user', hashOf(1))).toBeUndefined();
    expect(await profiles.put(profileOf(1, 'team'), 0)).toBe(true);
  });
});
