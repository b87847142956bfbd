import { type ColumnBuilder, type ColumnCodec, jsonNumber, jsonRows } from './column-codec.ts';
import { dayAt, NO_DAY, NO_NUMBER, numberAt } from './nullable-column.ts';

interface Numbers {
  readonly length: number;
  [row: number]: number;
  subarray(from: number, to: number): Numbers & Iterable<number>;
  set(values: Numbers): void;
}

/** A column that grows to twice its size when it is full, and is cut to its length at the end. */
function numberBuilder<Column extends Numbers>(
  make: new (length: number) => Column,
  rows: number,
  read: (stored: unknown) => number,
): ColumnBuilder<Column> {
  let column = new make(rows);
  let length = 0;
  const resize = (size: number) => {
    const resized = new make(size);
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

function numberCodec<Column extends Numbers>(
  make: new (length: number) => Column,
): ColumnCodec<Column> {
  return {
    encode: (column, from, to) => Array.from(column.subarray(from, to)),
    builder: (rows = 0) => numberBuilder(make, rows, jsonNumber),
  };
}

function nullableCodec<Column extends Numbers>(
  make: new (length: number) => Column,
  nothing: number,
  valueAt: (column: Column, row: number) => number | null,
): ColumnCodec<Column> {
  return {
    encode: (column, from, to) =>
      Array.from(column.subarray(from, to), (_, index) => valueAt(column, from + index)),
    builder: (rows = 0) =>
      numberBuilder(make, rows, (stored) => (stored === null ? nothing : jsonNumber(stored))),
  };
}

/** Whole numbers. */
export const ints: ColumnCodec<Int32Array> = numberCodec(Int32Array);
export const floats: ColumnCodec<Float64Array> = numberCodec(Float64Array);
/** Day numbers, some of them null. */
export const days: ColumnCodec<Int32Array> = nullableCodec(Int32Array, NO_DAY, dayAt);
export const nullableFloats: ColumnCodec<Float64Array> = nullableCodec(
  Float64Array,
  NO_NUMBER,
  numberAt,
);

function textCodec<Text extends string | null>(
  createReader: () => (stored: unknown) => Text,
): ColumnCodec<readonly Text[]> {
  return {
    encode: (column, from, to) => column.slice(from, to),
    builder() {
      const column: Text[] = [];
      const read = createReader();
      return {
        add(stored) {
          for (const text of jsonRows(stored)) column.push(read(text));
        },
        done: () => column,
      };
    },
  };
}

/** Texts that are all different. */
export const texts = textCodec(() => (stored) => (typeof stored === 'string' ? stored : ''));

/** Texts of which many are the same, or null: one copy of each is kept. */
export const internedTexts = textCodec(() => {
  const known = new Map<string, string>();
  return (stored): string | null => {
    if (typeof stored !== 'string') return null;
    const text = known.get(stored) ?? stored;
    known.set(text, text);
    return text;
  };
});

/** Some words; of one that is none of them the fallback is made. */
export function oneOf<Word extends string>(allowed: readonly Word[], fallback: Word) {
  return textCodec(() => (stored) => allowed.find((word) => word === stored) ?? fallback);
}
