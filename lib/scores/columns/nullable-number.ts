/** In a column of numbers: there is none. */
export const NO_NUMBER = Number.NaN;

/** Returns the number of a row; null where there is none. */
export function numberAt(column: Float64Array, row: number): number | null {
  const value = column[row] ?? NO_NUMBER;
  return Number.isNaN(value) ? null : value;
}
