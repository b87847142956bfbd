import type { Tally } from './replay-file.ts';

const grouped = (number: number) => number.toLocaleString('en-US');

/** What a replay prints at its end: accepted, refused by reason with the first example. */
export function summary(tally: Tally, seconds: number): string {
  const rate = Math.round(tally.messages / Math.max(seconds, 0.001));
  const refused = [...tally.refused].sort((a, b) => b[1].count - a[1].count);
  return [
    `posted ${grouped(tally.messages)} messages in ${grouped(tally.requests)} requests, ` +
      `${seconds.toFixed(1)} s (${grouped(rate)}/s)`,
    `accepted   ${grouped(tally.accepted).padStart(11)}`,
    ...refused.flatMap(([reason, { count, line, message }]) => [
      `refused    ${grouped(count).padStart(11)}  ${reason}`,
      `             first at line ${line}: ${message}`,
    ]),
    ...(tally.unreadable > 0
      ? [`unreadable ${grouped(tally.unreadable).padStart(11)}  lines that are no JSON object`]
      : []),
  ].join('\n');
}
