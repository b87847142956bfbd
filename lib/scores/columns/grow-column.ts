interface Growable {
  readonly length: number;
  set(values: ArrayLike<number>): void;
}

/** A quarter more than is needed: of millions of users that is 100 bytes a user less than twice. */
function enlarge<Column extends Growable & ArrayLike<number>>(
  column: Column,
  length: number,
  make: new (length: number) => Column,
): Column {
  const grown = new make(Math.max(length + (length >> 2), 64));
  grown.set(column);
  return grown;
}

/** Returns a column with room for `length` values: the one given, or a longer one with its values. */
export function growFloats(column: Float64Array, length: number): Float64Array {
  return length <= column.length ? column : enlarge(column, length, Float64Array);
}

export function growInts(column: Int32Array, length: number): Int32Array {
  return length <= column.length ? column : enlarge(column, length, Int32Array);
}

export function growUints(column: Uint32Array, length: number): Uint32Array {
  return length <= column.length ? column : enlarge(column, length, Uint32Array);
}

export function addAt(column: Float64Array, index: number, delta: number): void {
  column[index] = (column[index] ?? 0) + delta;
}

/** Lowers one row of a column to a day, or sets it where there was none. */
export function setMinAt(column: Int32Array, index: number, day: number): void {
  const known = column[index] ?? 0;
  if (known === 0 || known > day) column[index] = day;
}

export function setMaxAt(column: Int32Array, index: number, value: number): void {
  if ((column[index] ?? 0) < value) column[index] = value;
}
