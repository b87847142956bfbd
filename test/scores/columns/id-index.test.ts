import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BarometerError } from '../../../lib/model/barometer-error.ts';
import { compareIds, findId, idAt, internId } from '../../../lib/scores/columns/id-index.ts';
import { createPairIndex, releaseSlots } from '../../../lib/scores/columns/pair-index.ts';

const anId = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 16, maxLength: 16 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join(''));

/** As users of one shard have them: the same beginning, the last bit 0. */
const neighbours = fc
  .integer({ min: 0, max: 500 })
  .map((n) => `a7${(2 * n).toString(16).padStart(14, '0')}`);

it('an id index numbers ids by first sight and gives them back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anId, neighbours), { maxLength: 300 }), (ids) => {
      const index = createPairIndex();
      const known = new Map<string, number>();
      for (const id of ids) {
        if (!known.has(id)) known.set(id, known.size);
        expect(internId(index, id)).toBe(known.get(id));
      }
      expect(index.length).toBe(known.size);
      for (const [id, number] of known) expect(idAt(index, number)).toBe(id);
    }),
  );
});

it('an id index keeps its numbers while it grows', () => {
  const index = createPairIndex();
  const id = (n: number) => (n * 0x9e37).toString(16).padStart(16, '0');
  for (let n = 0; n < 20_000; n++) expect(internId(index, id(n))).toBe(n);
  for (let n = 0; n < 20_000; n++) expect(internId(index, id(n))).toBe(n);
});

it('an id index orders numbers as the texts of their ids are ordered', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anId, { minLength: 2, maxLength: 40 }), (ids) => {
      const index = createPairIndex();
      const numbers = ids.map((id) => internId(index, id));
      const sorted = numbers.sort((a, b) => compareIds(index, a, b)).map((n) => idAt(index, n));
      expect(sorted).toEqual([...ids].sort());
    }),
  );
});

it('an id index whose slots were released gives back ids and refuses every look-up', () => {
  const index = createPairIndex();
  const known = '00000000000000a2';
  internId(index, known);
  releaseSlots(index);
  expect(idAt(index, 0)).toBe(known);
  expect(() => internId(index, known)).toThrow(BarometerError);
  expect(() => findId(index, known)).toThrow(BarometerError);
});
