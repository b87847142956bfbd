import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../lib/http/cursor.ts';

const position = fc.array(
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null)),
);

describe('a cursor', () => {
  it('a cursor leads back to where it was made, and is safe in an address', () => {
    fc.assert(
      fc.property(position, (at) => {
        const cursor = encodeCursor('accounts', at);
        expect(cursor).toMatch(/^[\w-]*$/);
        expect(decodeCursor('accounts', cursor)).toEqual(at);
      }),
    );
  });

  it('a cursor of another list, cut or made up, is refused', () => {
    const cursor = encodeCursor('accounts', ['a', 1]);
    for (const [list, text] of [
      ['users', cursor],
      ['accounts', cursor.slice(0, -3)],
      ['accounts', 'nonsense'],
      ['accounts', encodeCursor('accounts', [])?.slice(1)],
    ] as const) {
      expect(() => decodeCursor(list, text)).toThrow('the cursor is not valid');
    }
  });
});
