export type Band = 'most engaged' | 'engaged' | 'passive' | 'least engaged' | 'none';

/** Half-open bands of the shown score, so that every score is in exactly one: 75 is most engaged. */
export function bandOf(score: number): Band {
  if (score >= 75) return 'most engaged';
  if (score >= 50) return 'engaged';
  if (score >= 25) return 'passive';
  return score >= 1 ? 'least engaged' : 'none';
}

/** How many of some shown scores are in each band. */
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
