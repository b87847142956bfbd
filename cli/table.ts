const WIDTH = 80;
const GAP = 2;

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`;
}

/** Rows under their headings, at most 80 columns wide: the last column gives way. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'none';
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  const written = lines.map((line) =>
    line
      .map((text, column) => text.padEnd((widths[column] ?? 0) + GAP))
      .join('')
      .trimEnd(),
  );
  return written.map((line) => cut(line, WIDTH)).join('\n');
}

/** Names and values under each other. */
export function facts(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length)) + GAP;
  return pairs.map(([name, value]) => cut(`${name.padEnd(width)}${value}`, WIDTH)).join('\n');
}
