/** Translates a column in memory to rows in JSON and back. */
export interface ColumnCodec<Column> {
  /** Returns rows from one to another, the last not included, as JSON. */
  encode(column: Column, from: number, to: number): unknown;
  /** @param rows the number to expect; more are fine */
  builder(rows?: number): ColumnBuilder<Column>;
}

/** Builds a column from rows of JSON, some at a time, so that never all of them are there as JSON. */
export interface ColumnBuilder<Column> {
  /** Rows that an older release did not store may be left undefined: there are none then. */
  add(rows: unknown): void;
  done(): Column;
}

export function columnOf<Column>(codec: ColumnCodec<Column>, rows: readonly unknown[]): Column {
  const builder = codec.builder(rows.length);
  builder.add(rows);
  return builder.done();
}

/** Reads rows from JSON; none where there is no list. */
export function jsonRows(stored: unknown): readonly unknown[] {
  return Array.isArray(stored) ? stored : [];
}

/** Reads a number from JSON; 0 for anything else. */
export function jsonNumber(stored: unknown): number {
  return typeof stored === 'number' ? stored : 0;
}
