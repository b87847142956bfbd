/** In a column of numbers: there is none. */
export const NO_NUMBER = Number.NaN;

/** A number of a column in which some rows have none. */
export function numberAt(column: Float64Array, row: number): number | null {
  const value = column[row] ?? NO_NUMBER;
  return Number.isNaN(value) ? null : value;
}
