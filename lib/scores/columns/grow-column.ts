/** A quarter more than is needed: of millions of users that is 100 bytes a user less than twice. */
function capacityFor(length: number): number {
  return Math.max(length + (length >> 2), 64);
}

/** Returns an array with room for `length` values: the one given, or a longer one with its values. */
export function growFloats(array: Float64Array, length: number): Float64Array {
  if (length <= array.length) return array;
  const grown = new Float64Array(capacityFor(length));
  grown.set(array);
  return grown;
}

/** Returns an array with room for `length` whole numbers. */
export function growInts(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array;
  const grown = new Int32Array(capacityFor(length));
  grown.set(array);
  return grown;
}

/** Returns an array with room for `length` words of 32 bits. */
export function growUints(array: Uint32Array, length: number): Uint32Array {
  if (length <= array.length) return array;
  const grown = new Uint32Array(capacityFor(length));
  grown.set(array);
  return grown;
}

/** Adds to one row of a column. */
export function addAt(column: Float64Array, index: number, delta: number): void {
  column[index] = (column[index] ?? 0) + delta;
}

/** Lowers one row of a column to a day, or sets it where there was none. */
export function setMinAt(column: Int32Array, index: number, day: number): void {
  const known = column[index] ?? 0;
  if (known === 0 || known > day) column[index] = day;
}

/** Raises one row of a column to a value. */
export function setMaxAt(column: Int32Array, index: number, value: number): void {
  if ((column[index] ?? 0) < value) column[index] = value;
}
