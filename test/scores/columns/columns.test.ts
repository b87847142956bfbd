import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ColumnCodec,
  columnOf,
  repeated,
  structOf,
} from '../../../lib/scores/columns/column-codec.ts';
import { eventCounts, eventCountsOf } from '../../../lib/scores/columns/event-counts.ts';
import { findRow } from '../../../lib/scores/columns/find-row.ts';
import { gatherFloats, gatherInts, indexSlices } from '../../../lib/scores/columns/gather.ts';
import {
  groupRows,
  hasRow,
  itemAt,
  listAt,
  listHas,
  lists,
} from '../../../lib/scores/columns/list-column.ts';
import { memberCauses } from '../../../lib/scores/columns/member-causes.ts';
import {
  membershipChanges,
  membershipChangesOf,
} from '../../../lib/scores/columns/membership-changes.ts';
import { dayAt, numberAt } from '../../../lib/scores/columns/nullable-column.ts';
import {
  days,
  floats,
  internedTexts,
  ints,
  nullableFloats,
  oneOf,
  texts,
} from '../../../lib/scores/columns/value-codecs.ts';

const int = fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 });
const hash = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((bits) => bits.toString(16).padStart(16, '0'));

/** A kind of column with rows as JSON carries them. */
const KINDS: readonly (readonly [string, ColumnCodec<unknown>, fc.Arbitrary<unknown>])[] = [
  ['whole numbers', ints, int],
  ['days, some unknown', days, fc.option(int)],
  ['numbers', floats, fc.double({ noNaN: true })],
  ['numbers, some missing', nullableFloats, fc.option(fc.double({ noNaN: true }))],
  ['texts', texts, fc.string()],
  ['texts of which many are the same', internedTexts, fc.option(fc.constantFrom('gil', 'hal'))],
  ['words', oneOf(['trial', 'paid'], 'paid'), fc.constantFrom('trial', 'paid')],
  ['lists', lists, fc.array(int, { maxLength: 4 })],
  [
    'uses of events',
    eventCounts,
    fc.array(fc.tuple(int, fc.double({ noNaN: true }), int, fc.double({ noNaN: true }))),
  ],
  ['causes of members', memberCauses, fc.array(fc.tuple(int, int, int))],
  [
    'moves of members',
    membershipChanges,
    fc.array(fc.tuple(hash, fc.constantFrom(0, 1), fc.double({ noNaN: true }))),
  ],
];

describe.each(KINDS)('a column of %s', (_, kind, row) => {
  it('a column gives back its rows, in whatever portions they came and are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.array(row)), fc.nat(60), fc.nat(5), (portions, size, hint) => {
        const column = kind.builder(hint);
        for (const portion of portions) column.add(portion);
        const made = column.done();
        const rows = portions.flat();
        expect(kind.encode(made, 0, rows.length)).toEqual(rows);
        expect(kind.encode(made, size, 2 * size)).toEqual(rows.slice(size, 2 * size));
      }),
      { numRuns: 50 },
    );
  });

  it('a column has no rows where an older release stored none', () => {
    const column = kind.builder();
    column.add(undefined);
    expect(kind.encode(column.done(), 0, 10)).toEqual([]);
  });
});

describe('a group of columns', () => {
  const kind = structOf<{ readonly a: Int32Array; readonly windows: readonly Float64Array[] }>({
    a: ints,
    windows: repeated(floats),
  });

  it('a group of columns is written in the order of its kinds, with as many windows as came', () => {
    const column = kind.builder();
    column.add({ windows: [[1], [2]], a: [7] });
    column.add({ windows: [[3], [4]], a: [8] });
    const made = column.done();
    expect(made).toEqual({
      a: Int32Array.of(7, 8),
      windows: [Float64Array.of(1, 3), Float64Array.of(2, 4)],
    });
    expect(JSON.stringify(kind.encode(made, 1, 2))).toBe('{"a":[8],"windows":[[3],[4]]}');
  });
});

it('a day in a row is null where there is none, also long before 1970', () => {
  const column = columnOf(days, [null, 0, -25_000]);
  expect([0, 1, 2, 3].map((row) => dayAt(column, row))).toEqual([null, 0, -25_000, null]);
});

it('a number in a row is null where there is none', () => {
  const column = columnOf(nullableFloats, [null, 0, -0.5]);
  expect([0, 1, 2, 3].map((row) => numberAt(column, row))).toEqual([null, 0, -0.5, null]);
});

it('a list in a row is empty where there is no row', () => {
  const column = columnOf(lists, [[3, 5], [], [5]]);
  expect([-1, 0, 1, 2, 3].map((row) => [...listAt(column, row)])).toEqual([
    [],
    [3, 5],
    [],
    [5],
    [],
  ]);
  expect([-1, 0, 1, 2, 3].map((row) => listHas(column, row, 5))).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
  expect([-1, 0, 2, 3].map((row) => hasRow(column, row))).toEqual([false, true, true, false]);
  expect([itemAt(column, 0, 1), itemAt(column, 2, 0)]).toEqual([5, 5]);
  expect(hasRow(columnOf(lists, []), 0)).toBe(false);
});

it('a row of event uses and member changes is empty where there is no account', () => {
  const uses = columnOf(eventCounts, [
    [[2, 3, 0.5, 1]],
    [
      [1, 1, 1, -0.5],
      // Stored before there were points.
      [0, 2, 2],
    ],
  ]);
  expect(eventCountsOf(uses, 1)).toEqual([
    [1, 1, 1, -0.5],
    [0, 2, 2, 0],
  ]);
  expect([eventCountsOf(uses, 2), eventCountsOf(uses, -1), eventCountsOf(undefined, 0)]).toEqual([
    [],
    [],
    [],
  ]);
  const moves = columnOf(membershipChanges, [[], [['ffffffff00000001', 1, -2]]]);
  expect(membershipChangesOf(moves, 1)).toEqual([['ffffffff00000001', 1, -2]]);
  expect([membershipChangesOf(moves, 0), membershipChangesOf(undefined, 0)]).toEqual([[], []]);
});

it('columns of some rows are made of their indices', () => {
  expect(gatherInts([3, 1], (at) => at * 2)).toEqual(Int32Array.of(6, 2));
  expect(gatherFloats(Int32Array.of(3), (at) => at / 2)).toEqual(Float64Array.of(1.5));
});

it('columns of some rows come in portions, at least one', () => {
  expect([...indexSlices([1, 2, 3], 2)]).toEqual([[1, 2], [3]]);
  expect([...indexSlices([1, 2], 2)]).toEqual([[1, 2]]);
  expect([...indexSlices([], 2)]).toEqual([[]]);
});

it('columns of some rows are sorted into groups, and those without a group are left out', () => {
  const groupsOf = fc.array(fc.integer({ min: -1, max: 6 }));
  fc.assert(
    fc.property(groupsOf, (groupOfRow) => {
      const column = groupRows(groupOfRow, 7);
      for (let group = 0; group < 7; group++) {
        const rows = groupOfRow.flatMap((own, row) => (own === group ? [row] : []));
        expect([...listAt(column, group)]).toEqual(rows);
      }
    }),
  );
});

it('columns of some rows are found by hash as they stand in order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(hash), hash, (all, other) => {
      const inOrder = all.sort();
      for (const [at, own] of inOrder.entries()) expect(findRow(inOrder, own)).toBe(at);
      expect(findRow(inOrder, other)).toBe(inOrder.indexOf(other));
    }),
  );
});
