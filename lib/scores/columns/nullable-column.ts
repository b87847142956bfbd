/**
 * In a column of day numbers: not known, or not yet. The lowest number the column holds, for an
 * account may be created long before day 0, which is 1 January 1970.
 */
export const NO_DAY = -(2 ** 31);

/** Returns the day number of a row; null for `NO_DAY`. */
export function dayAt(column: Int32Array, row: number): number | null {
  const day = column[row] ?? NO_DAY;
  return day === NO_DAY ? null : day;
}

/** In a column of numbers: there is none. */
export const NO_NUMBER = Number.NaN;

/** Returns the number of a row; null for `NO_NUMBER`. */
export function numberAt(column: Float64Array, row: number): number | null {
  const value = column[row] ?? NO_NUMBER;
  return Number.isNaN(value) ? null : value;
}
