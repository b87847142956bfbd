import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  bytesToHex,
  hexToBytes,
  pack,
  packedBytes,
  unpack,
} from '../../../lib/dynamo/items/pack.ts';

/** Packed by the first release. */
const STORED = 'i8auABwisPyOCCtouoSkZ1BShQWSuY6RQWytjlLFKBhUQCkWAA==';

it('short columns are packed as text and long ones deflated', () => {
  const short = pack({ text: 'x'.repeat(385) });
  expect(typeof short).toBe('string');
  const long = pack({ text: 'x'.repeat(400) });
  expect(long).toBeInstanceOf(Uint8Array);
  expect(packedBytes(long)).toBeLessThan(40);
});

it('any value that JSON can hold is packed and unpacked', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.boolean(), (value, padded) => {
      const columns = padded ? [value, 'x'.repeat(500)] : [value];
      const text = JSON.stringify(columns);
      expect(JSON.stringify(unpack(pack(columns)))).toBe(text);
    }),
  );
});

it('columns that an earlier release packed are unpacked, with its dictionary and from before there was one', () => {
  const columns = { v: 1, s: 'backend', e: ['Project Created', 'Viewed Home Page'], t: [-7, 20] };
  const text = JSON.stringify([columns, 'x'.repeat(400)]);
  expect(unpack(deflateRawSync(text))).toEqual(JSON.parse(text));
  const stored = Buffer.from(STORED, 'base64');
  expect(JSON.stringify(unpack(stored))).toBe(text);
});

it('hex digits are packed into half as many bytes and come back', () => {
  const hex = '00ff10deadbeef99';
  expect(hexToBytes(hex)).toHaveLength(8);
  expect(bytesToHex(hexToBytes(hex))).toBe(hex);
});

it.each([[undefined], [7], ['{'], [new Uint8Array([1, 2, 3])]])(
  'packed columns that are %s are unreadable',
  (packed) => {
    expect(() => unpack(packed)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  },
);

it('packed hashes that are missing are unreadable', () => {
  expect(() => bytesToHex(undefined)).toThrow(expect.objectContaining({ code: 'unreadable' }));
});
