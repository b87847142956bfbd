import * as z from 'zod';

/** What is shown of an alert as the API lists it. */
export const shownAlertSchema = z.object({
  day: z.string(),
  severity: z.string(),
  title: z.string(),
  text: z.string(),
});

const COLUMNS = 80;
const INDENT = '    ';

/** Breaks text at blanks; a word that is longer than a line stays whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Alerts with their reasons, in 80 columns. */
export function alertLines(alerts: readonly z.infer<typeof shownAlertSchema>[]): string[] {
  return alerts.flatMap(({ day, severity, title, text }) => [
    ...wrap(`${day} ${severity.padEnd(6)} ${title}`, COLUMNS),
    ...text
      .split('\n')
      .flatMap((line) => wrap(line, COLUMNS - INDENT.length))
      .map((line) => INDENT + line),
  ]);
}
