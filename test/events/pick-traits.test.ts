import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickTraits } from '../../lib/events/pick-traits.ts';

const kept = (...names: string[]) => new Set(names);

describe('traits', () => {
  it('traits are kept by their flat name only', () => {
    const posted = { a: { b: { c: 1 } }, 'a.b': 2, c: 3 };
    expect(pickTraits(posted, kept('a.b.c', 'a.b'))).toEqual({ 'a.b.c': 1, 'a.b': 2 });
  });

  it('no traits are kept when nothing is named', () => {
    expect(pickTraits({ a: 1 }, kept('b'))).toBeUndefined();
    expect(pickTraits(undefined, kept('b'))).toBeUndefined();
  });

  it('traits that are kept are single values: no list, no object, no number beyond JSON', () => {
    const posted = { a: [1], b: {}, c: Number.POSITIVE_INFINITY, d: false, e: null, f: '' };
    expect(pickTraits(posted, kept(...'abcdef'))).toEqual({ d: false, e: null, f: '' });
    expect(pickTraits({ a: [1], b: 1.5 }, kept('a.0', 'b'))).toEqual({ b: 1.5 });
  });

  it('a name in which nothing can be seen is no name, whatever else is blank stays', () => {
    for (const blank of ['', '  ', '\u200b', '\n'])
      expect(
        pickTraits({ name: blank, email: blank, plan: blank }, kept('name', 'email', 'plan')),
      ).toEqual({
        plan: blank,
      });
    expect(pickTraits({ name: ' Ann ' }, kept('name'))).toEqual({ name: ' Ann ' });
  });

  it('traits are read five objects deep and no deeper', () => {
    const posted = { a: { b: { c: { d: { e: 5, f: { g: 6 } } } } } };
    expect(pickTraits(posted, kept('a.b.c.d.e', 'a.b.c.d.f.g'))).toEqual({ 'a.b.c.d.e': 5 });
  });

  it('traits are cut at 1,000 characters, never through a surrogate pair', () => {
    const cut = pickTraits({ a: `${'x'.repeat(999)}😀` }, kept('a'));
    expect(cut).toEqual({ a: 'x'.repeat(999) });
    const textOf = (text: string) => pickTraits({ a: text }, kept('a'))?.['a'];
    expect(textOf('x'.repeat(1_001))).toBe('x'.repeat(1_000));
    expect(textOf(`${'x'.repeat(998)}😀y`)).toBe(`${'x'.repeat(998)}😀`);
    expect(textOf(`${'\ud83d'}${'x'.repeat(1_000)}`)).toBe(`${'\ud83d'}${'x'.repeat(999)}`);
  });

  it('traits of 1,000 characters stay as they are posted, even one that ends in half a pair', () => {
    const text = `${'x'.repeat(999)}\ud83d`;
    expect(pickTraits({ a: text }, kept('a'))).toEqual({ a: text });
  });

  it('a trait may be called __proto__ and is then a trait like any other', () => {
    const picked = pickTraits(JSON.parse('{"__proto__":1}'), kept('__proto__'));
    expect(Object.entries(picked ?? {})).toEqual([['__proto__', 1]]);
  });

  it('traits that are kept never hold what is not named, whatever is posted', () => {
    const names = kept('a', 'a.a', 'b');
    fc.assert(
      fc.property(fc.object({ key: fc.constantFrom('a', 'b', 'c') }), (posted) => {
        for (const [name, value] of Object.entries(pickTraits({ ...posted }, names) ?? {})) {
          expect(names.has(name)).toBe(true);
          expect(typeof value === 'object' && value !== null).toBe(false);
        }
      }),
    );
  });
});
