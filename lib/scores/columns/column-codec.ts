/** How a column is held in memory as against how JSON carries its rows. */
export interface ColumnCodec<Column> {
  /** Rows from one to another, the last not included, as JSON carries them. */
  encode(column: Column, from: number, to: number): unknown;
  /** @param rows how many are to be expected; more are fine */
  builder(rows?: number): ColumnBuilder<Column>;
}

/** Takes rows as JSON carries them, some at a time, so that never all of them are there as JSON. */
export interface ColumnBuilder<Column> {
  /** Rows that an older release did not store may be left undefined: there are none then. */
  add(rows: unknown): void;
  done(): Column;
}

/** The column of one portion of rows. */
export function columnOf<Column>(codec: ColumnCodec<Column>, rows: readonly unknown[]): Column {
  const builder = codec.builder(rows.length);
  builder.add(rows);
  return builder.done();
}

/** What JSON carries, as rows; none where there is no list. */
export function jsonRows(stored: unknown): readonly unknown[] {
  return Array.isArray(stored) ? stored : [];
}

/** What JSON carries, as a number; 0 for anything else. */
export function jsonNumber(stored: unknown): number {
  return typeof stored === 'number' ? stored : 0;
}
