/** Figures go to standard output, one line at a time. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Rows of cells under a heading, columns of equal width, the first one to the left. */
export function printTable(heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  for (const row of all) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    print(`  ${cells.join('  ')}`);
  }
  print();
}
