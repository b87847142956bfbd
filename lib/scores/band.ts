export type Band = 'most engaged' | 'engaged' | 'passive' | 'least engaged' | 'none';

/** Half-open bands of the shown score, so that every score is in exactly one: 75 is most engaged. */
export function bandOf(score: number): Band {
  if (score >= 75) return 'most engaged';
  if (score >= 50) return 'engaged';
  if (score >= 25) return 'passive';
  return score >= 1 ? 'least engaged' : 'none';
}
