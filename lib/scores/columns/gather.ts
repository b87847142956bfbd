/** Rows of other columns, in the order of a new one. */
export type Indices = readonly number[] | Int32Array;

/** Makes the column of whole numbers of some indices: written as it is made, for millions of rows. */
export function gatherInts(indices: Indices, valueAt: (index: number) => number): Int32Array {
  const column = new Int32Array(indices.length);
  for (let row = 0; row < column.length; row++) column[row] = valueAt(indices[row] ?? -1);
  return column;
}

/** Makes the column of numbers of some indices. */
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
