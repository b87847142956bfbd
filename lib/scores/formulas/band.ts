export type Band = 'most engaged' | 'engaged' | 'passive' | 'least engaged' | 'none';

/**
 * # Bands
 *
 * A name for each quarter of the shown scores, for lists and charts.
 *
 * Source: our decision (docs/scoring.md). Bands are half-open, so that every score is in exactly
 * one; they are of shown scores, so that nobody sees a 75 that is not `most engaged`.
 *
 *     75 <= most engaged    50 <= engaged < 75    25 <= passive < 50    1 <= least engaged < 25
 *
 * Example: 75 is most engaged, 74 is engaged, 1 is least engaged, 0 is none.
 *
 * Cost: O(1).
 *
 * @param score as shown: a whole number from 0 to 100
 */
export function bandOf(score: number): Band {
  if (score >= 75) return 'most engaged';
  if (score >= 50) return 'engaged';
  if (score >= 25) return 'passive';
  return score >= 1 ? 'least engaged' : 'none';
}

/** Returns the number of shown scores in each band, 0 included. Cost: O(scores). */
export function countBands(scores: Iterable<number>): Readonly<Record<Band, number>> {
  const counts: Record<Band, number> = {
    'most engaged': 0,
    engaged: 0,
    passive: 0,
    'least engaged': 0,
    none: 0,
  };
  for (const score of scores) counts[bandOf(score)]++;
  return counts;
}
