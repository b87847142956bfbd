import { type ColumnBuilder, type ColumnCodec, jsonNumber, jsonRows } from './column-codec.ts';
import { dayAt, NO_DAY } from './nullable-day.ts';
import { NO_NUMBER, numberAt } from './nullable-number.ts';

interface Numbers {
  readonly length: number;
  [row: number]: number;
  subarray(from: number, to: number): Numbers;
  set(values: Numbers): void;
}

/** A column that grows to twice its size when it is full, and is cut to its length at the end. */
function numberBuilder<Column extends Numbers>(
  make: (length: number) => Column,
  rows: number,
  read: (stored: unknown) => number,
): ColumnBuilder<Column> {
  let column = make(rows);
  let length = 0;
  const resize = (size: number) => {
    const resized = make(size);
    resized.set(column.subarray(0, length));
    column = resized;
  };
  return {
    add(stored) {
      const values = jsonRows(stored);
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
export const ints: ColumnCodec<Int32Array> = {
  encode: (column, from, to) => Array.from(column.subarray(from, to)),
  builder: (rows = 0) => numberBuilder(makeInts, rows, jsonNumber),
};

/** Day numbers, some of them null. */
export const days: ColumnCodec<Int32Array> = {
  encode: (column, from, to) =>
    Array.from(column.subarray(from, to), (_, index) => dayAt(column, from + index)),
  builder: (rows = 0) =>
    numberBuilder(makeInts, rows, (stored) => (stored === null ? NO_DAY : jsonNumber(stored))),
};

/** Numbers. */
export const floats: ColumnCodec<Float64Array> = {
  encode: (column, from, to) => Array.from(column.subarray(from, to)),
  builder: (rows = 0) => numberBuilder(makeFloats, rows, jsonNumber),
};

/** Numbers, some of them null. */
export const nullableFloats: ColumnCodec<Float64Array> = {
  encode: (column, from, to) =>
    Array.from(column.subarray(from, to), (_, index) => numberAt(column, from + index)),
  builder: (rows = 0) =>
    numberBuilder(makeFloats, rows, (stored) => (stored === null ? NO_NUMBER : jsonNumber(stored))),
};
