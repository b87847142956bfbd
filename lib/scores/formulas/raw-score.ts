/** Rows of counts in columns: which subject did which event how often. */
export interface CountRows {
  /** Index of the subject, or -1 for a row to leave out. */
  readonly subject: Int32Array;
  readonly event: Int32Array;
  readonly count: Float64Array;
}

/**
 * # Raw score
 *
 * What a user's activity in a window is worth: every event counts as often as it happened, times
 * the weight the operator gave it.
 *
 * Source: Sherlock's and Accoil's help centres, whose worked examples come to 112, 399 and 187.
 *
 *     raw = sum over events of count x weight
 *
 * Example: three leads at 9, five meetings at 7 and ten calls at 5 make 3x9 + 5x7 + 10x5 = 112.
 * Weights may be negative; a raw score below 0 is shown as it is and scores 0.
 *
 * Adds the raw scores of many subjects at once to what `raw` holds already. Cost: O(rows).
 *
 * @param raw by subject index
 * @param weights by event index
 */
export function addRawScores(raw: Float64Array, rows: CountRows, weights: Float64Array): void {
  const { subject, event, count } = rows;
  for (let row = 0; row < count.length; row++) {
    const subjectIndex = subject[row] ?? -1;
    if (subjectIndex < 0) continue;
    raw[subjectIndex] =
      (raw[subjectIndex] ?? 0) + (count[row] ?? 0) * (weights[event[row] ?? 0] ?? 0);
  }
}
