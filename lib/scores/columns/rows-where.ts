/** Returns the rows of a table that pass a test, in order; all of them without a test. */
export function rowsWhere(length: number, isIn: (row: number) => boolean = () => true): Int32Array {
  const rows = new Int32Array(length);
  let found = 0;
  for (let row = 0; row < length; row++) if (isIn(row)) rows[found++] = row;
  return rows.slice(0, found);
}
