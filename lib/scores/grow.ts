/** Room for `length` values: the same array, or one of at least twice the size with its values. */
export function growFloats(array: Float64Array, length: number): Float64Array {
  if (length <= array.length) return array;
  const grown = new Float64Array(Math.max(length, 2 * array.length, 64));
  grown.set(array);
  return grown;
}

/** The same for whole numbers. */
export function growInts(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array;
  const grown = new Int32Array(Math.max(length, 2 * array.length, 64));
  grown.set(array);
  return grown;
}

/** Adds to one place of a column. */
export function addAt(column: Float64Array, index: number, more: number): void {
  column[index] = (column[index] ?? 0) + more;
}

/** Lowers one place of a column to a day, or sets it where there was none. */
export function lowerAt(column: Int32Array, index: number, day: number): void {
  const known = column[index] ?? 0;
  if (known === 0 || known > day) column[index] = day;
}

/** Raises one place of a column to a value. */
export function raiseAt(column: Int32Array, index: number, value: number): void {
  if ((column[index] ?? 0) < value) column[index] = value;
}
