import { type Collector, type ColumnKind, numberOf, rowsOf } from './column-kind.ts';
import { dayAt, NO_DAY } from './nullable-day.ts';
import { NO_NUMBER, numberAt } from './nullable-number.ts';

interface Numbers {
  readonly length: number;
  [row: number]: number;
  subarray(from: number, to: number): Numbers;
  set(values: Numbers): void;
}

/** A column that grows to twice its size when it is full, and is cut to its length at the end. */
function collectNumbers<Column extends Numbers>(
  make: (length: number) => Column,
  rows: number,
  read: (stored: unknown) => number,
): Collector<Column> {
  let column = make(rows);
  let length = 0;
  const resize = (size: number) => {
    const resized = make(size);
    resized.set(column.subarray(0, length));
    column = resized;
  };
  return {
    add(stored) {
      const values = rowsOf(stored);
      const needed = length + values.length;
      if (needed > column.length) resize(Math.max(needed, 2 * column.length));
      for (const value of values) column[length++] = read(value);
    },
    done() {
      if (length < column.length) resize(length);
      return column;
    },
  };
}

const makeInts = (length: number) => new Int32Array(length);
const makeFloats = (length: number) => new Float64Array(length);

/** Whole numbers. */
export const ints: ColumnKind<Int32Array> = {
  cut: (column, from, to) => Array.from(column.subarray(from, to)),
  collect: (rows = 0) => collectNumbers(makeInts, rows, numberOf),
};

/** Day numbers, some of them null. */
export const days: ColumnKind<Int32Array> = {
  cut: (column, from, to) =>
    Array.from(column.subarray(from, to), (_, at) => dayAt(column, from + at)),
  collect: (rows = 0) =>
    collectNumbers(makeInts, rows, (stored) => (stored === null ? NO_DAY : numberOf(stored))),
};

/** Numbers. */
export const floats: ColumnKind<Float64Array> = {
  cut: (column, from, to) => Array.from(column.subarray(from, to)),
  collect: (rows = 0) => collectNumbers(makeFloats, rows, numberOf),
};

/** Numbers, some of them null. */
export const nullableFloats: ColumnKind<Float64Array> = {
  cut: (column, from, to) =>
    Array.from(column.subarray(from, to), (_, at) => numberAt(column, from + at)),
  collect: (rows = 0) =>
    collectNumbers(makeFloats, rows, (stored) => (stored === null ? NO_NUMBER : numberOf(stored))),
};
