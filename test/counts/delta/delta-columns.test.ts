import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta, DeltaCell, SetCell } from '../../../lib/counts/delta/delta.ts';
import { decodeDelta, encodeDelta } from '../../../lib/counts/delta/delta-columns.ts';
import { NO_ID } from '../../../lib/model/id-hash.ts';
import { anyHash, anyText } from '../../support/arbitraries/batches.ts';

/** Few enough that cells share users and accounts, and one that names nobody. */
const anyId = fc.oneof(
  fc.constantFrom(NO_ID, '0000000000000000', 'ffffffffffffffff', '00ab00ab00ab00ab'),
  anyHash,
);

const anyCell: fc.Arbitrary<DeltaCell> = fc.record(
  {
    user: anyId,
    account: anyId,
    event: anyText,
    dated: fc.boolean(),
    fingerprints: fc.array(anyHash, { maxLength: 4 }).map((hashes) => hashes.join('')),
  },
  { noNullPrototype: true },
);

const anySet: fc.Arbitrary<SetCell> = fc.record(
  {
    source: anyText,
    user: anyId,
    account: anyId,
    event: anyText,
    count: fc.nat(),
    version: fc.integer({ min: -1 }),
    order: anyText,
  },
  { noNullPrototype: true },
);

const anyDelta: fc.Arbitrary<Delta> = fc.record(
  {
    day: fc.constant('2026-05-02'),
    hour: fc.constant('2026-05-03T10'),
    cells: fc.array(anyCell, { maxLength: 10 }),
    sets: fc.array(anySet, { maxLength: 5 }),
  },
  { noNullPrototype: true },
);

describe('the columns of a delta', () => {
  it('the columns of a delta give back any delta, in order, through JSON', () => {
    fc.assert(
      fc.property(anyDelta, (delta) => {
        const stored = JSON.parse(JSON.stringify(encodeDelta(delta)));
        const { day, hour } = delta;
        expect(decodeDelta({ day, hour }, stored)).toStrictEqual(delta);
      }),
    );
  });

  it('the columns of a delta hold hashes alone in the part that cannot be packed', () => {
    fc.assert(
      fc.property(anyDelta, (delta) => {
        expect(encodeDelta(delta).hashes).toMatch(/^([0-9a-f]{16})*$/);
      }),
    );
  });

  it('the columns of a delta of another version are unreadable', () => {
    const delta = { day: '2026-05-02', hour: '2026-05-03T10', cells: [], sets: [] };
    const stored = encodeDelta(delta);
    Object.assign(stored.columns, { v: 9 });
    expect(() => decodeDelta(delta, stored)).toThrow(/version 9/);
  });
});
