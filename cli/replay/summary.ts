import type { ReplayTotals } from './replay-file.ts';

const grouped = (number: number) => number.toLocaleString('en-US');

/** What a replay prints at its end: accepted, refused by reason with the first example. */
export function summary(totals: ReplayTotals, seconds: number): string {
  const rate = Math.round(totals.messages / Math.max(seconds, 0.001));
  const refused = [...totals.refused].sort((a, b) => b[1].count - a[1].count);
  return [
    `posted ${grouped(totals.messages)} messages in ${grouped(totals.requests)} requests, ` +
      `${seconds.toFixed(1)} s (${grouped(rate)}/s)`,
    `accepted   ${grouped(totals.accepted).padStart(11)}`,
    ...refused.flatMap(([reason, { count, line, message }]) => [
      `refused    ${grouped(count).padStart(11)}  ${reason}`,
      `             first at line ${line}: ${message}`,
    ]),
    ...(totals.unreadable > 0
      ? [`unreadable ${grouped(totals.unreadable).padStart(11)}  lines that are no JSON object`]
      : []),
  ].join('\n');
}
