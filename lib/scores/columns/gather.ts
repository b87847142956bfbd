/** Rows of other columns, in the order of a new one. */
export type Indices = readonly number[] | Int32Array;

/** Makes the column of whole numbers of some indices: written as it is made, for millions of rows. */
export function gatherInts(indices: Indices, valueAt: (index: number) => number): Int32Array {
  const column = new Int32Array(indices.length);
  for (let row = 0; row < column.length; row++) column[row] = valueAt(indices[row] ?? -1);
  return column;
}

export function gatherFloats(indices: Indices, valueAt: (index: number) => number): Float64Array {
  const column = new Float64Array(indices.length);
  for (let row = 0; row < column.length; row++) column[row] = valueAt(indices[row] ?? -1);
  return column;
}

/** Cuts indices into portions, at least one, so that columns of nobody are made as well. */
export function* indexSlices(indices: Indices, size: number): Generator<readonly number[]> {
  let from = 0;
  do {
    yield [...indices.slice(from, from + size)];
    from += size;
  } while (from < indices.length);
}

/** By index, below `length`: its position among some indices, -1 for one that is not there. */
export function positionsOf(indices: Indices, length: number): Int32Array {
  const positions = new Int32Array(length).fill(-1);
  indices.forEach((index, position) => {
    positions[index] = position;
  });
  return positions;
}

/** Counts the values of a column that pass a test. A loop, for `filter` would copy them. */
export function countWhere(column: Iterable<number>, isCounted: (value: number) => boolean) {
  let count = 0;
  for (const value of column) if (isCounted(value)) count++;
  return count;
}

/** Returns the rows of a table that pass a test, in order; all of them without a test. */
export function rowsWhere(length: number, isIn: (row: number) => boolean = () => true): Int32Array {
  const rows = new Int32Array(length);
  let found = 0;
  for (let row = 0; row < length; row++) if (isIn(row)) rows[found++] = row;
  return rows.slice(0, found);
}
