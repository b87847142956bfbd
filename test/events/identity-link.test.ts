import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type IdentityLink,
  identityResolver,
  laterIdentityLink,
} from '../../lib/events/identity-link.ts';

const link = (from: string, to: string, at = 0): IdentityLink => ({ from, to, at });

describe('links', () => {
  it('identity links are followed to the end of a chain', () => {
    const resolve = identityResolver([link('a', 'b'), link('b', 'c'), link('c', 'd')]);
    expect(['a', 'b', 'c', 'd', 'e'].map(resolve)).toEqual(['d', 'd', 'd', 'd', 'e']);
  });

  it('identity links from one id to several keep the latest, and of two at once the smaller target', () => {
    expect(identityResolver([link('a', 'late', 9), link('a', 'early', 3)])('a')).toBe('late');
    expect(identityResolver([link('a', 'z', 3), link('a', 'y', 3)])('a')).toBe('y');
  });

  it('identity links in a cycle make all of it, and all that leads into it, one person', () => {
    const resolve = identityResolver([
      link('c', 'b'),
      link('b', 'd'),
      link('d', 'c'),
      link('a', 'c'),
    ]);
    expect(['a', 'b', 'c', 'd'].map(resolve)).toEqual(['b', 'b', 'b', 'b']);
  });

  it('an identity link from an id to itself changes nothing', () => {
    expect(identityResolver([link('a', 'a', 1), link('a', 'b', 2)])('a')).toBe('b');
  });
});

it('of two identity links the later one is kept, and of two at once the one with the smaller target', () => {
  const [early, late] = [link('a', 'z', 1), link('a', 'b', 2)];
  expect(laterIdentityLink(early, late)).toBe(late);
  expect(laterIdentityLink(late, early)).toBe(late);
  const smaller = link('a', 'y', 1);
  expect(laterIdentityLink(early, smaller)).toBe(smaller);
  expect(laterIdentityLink(smaller, early)).toBe(smaller);
});

it('of two identity links that say the same the first is kept, so that nothing need be written', () => {
  const [stored, again] = [link('a', 'b', 1), link('a', 'b', 1)];
  expect(laterIdentityLink(stored, again)).toBe(stored);
});

it('a chain of thousands of identity links is walked once, however many of its ids are read', () => {
  const nameOf = (n: number) => String(n).padStart(5, '0');
  const ids = Array.from({ length: 6_000 }, (_, n) => nameOf(n));
  const resolve = identityResolver(ids.map((id, n) => link(id, nameOf(n + 1))));
  expect(new Set(ids.map(resolve))).toEqual(new Set([nameOf(6_000)]));
});

const anyId = fc.constantFrom(...'abcdefgh');
const anyLinks = fc.array(
  fc.record({ from: anyId, to: anyId, at: fc.integer({ min: 0, max: 3 }) }),
  { maxLength: 12 },
);
const everyone = [...'abcdefgh'];

describe('whatever links there are,', () => {
  it('the order of identity links does not matter', () => {
    fc.assert(
      fc.property(anyLinks, fc.infiniteStream(fc.nat()), (links, order) => {
        const shuffled = links
          .map((each) => ({ each, place: order.next().value ?? 0 }))
          .sort((x, y) => x.place - y.place)
          .map(({ each }) => each);
        expect(everyone.map(identityResolver(shuffled))).toEqual(
          everyone.map(identityResolver(links)),
        );
      }),
    );
  });

  it('an id and the one that it is read as are the same person, in whatever order they are resolved', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const [resolve, backwards] = [identityResolver(links), identityResolver(links)];
        const found = everyone.map(resolve);
        expect(found.map(resolve)).toEqual(found);
        expect(everyone.toReversed().map(backwards).reverse()).toEqual(found);
      }),
    );
  });

  it('keeping only the earliest identity link of each id, as the store does, changes nobody', () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const kept = new Map<string, IdentityLink>();
        for (const each of links.filter(({ from, to }) => from !== to)) {
          const known = kept.get(each.from);
          kept.set(each.from, known ? laterIdentityLink(known, each) : each);
        }
        expect(everyone.map(identityResolver([...kept.values()]))).toEqual(
          everyone.map(identityResolver(links)),
        );
      }),
    );
  });
});
