export interface ShownAlert {
  readonly day: string;
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly text: string;
}

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
export function alertLines(alerts: readonly ShownAlert[]): string[] {
  return alerts.flatMap(({ day, severity, title, text }) => [
    ...wrap(`${day} ${severity.padEnd(6)} ${title}`, COLUMNS),
    ...text
      .split('\n')
      .flatMap((line) => wrap(line, COLUMNS - INDENT.length))
      .map((line) => INDENT + line),
  ]);
}
