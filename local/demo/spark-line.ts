const BARS = [...'▁▂▃▄▅▆▇█'];

/** Scores from 0 to 100 as a row of bars; a day without a score is a blank. */
export function sparkLine(scores: readonly (number | undefined)[]): string {
  return scores
    .map((score) => {
      if (score === undefined) return ' ';
      return BARS[Math.min(BARS.length - 1, Math.floor((score / 100) * BARS.length))] ?? ' ';
    })
    .join('');
}
