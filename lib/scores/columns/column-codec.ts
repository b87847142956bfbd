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

/** Reads a whole column from JSON rows. */
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

type FieldCodecs<Group> = { readonly [Name in keyof Group]: ColumnCodec<Group[Name]> };

function fieldsOf(stored: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof stored === 'object' && stored !== null ? Object.entries(stored) : []);
}

/** Columns by name, written to JSON in the order of the codecs: the same bytes every time. */
export function structOf<Group extends object>(codecs: FieldCodecs<Group>): ColumnCodec<Group> {
  return {
    encode(group, from, to) {
      const cut: Record<string, unknown> = {};
      for (const name in codecs) cut[name] = codecs[name].encode(group[name], from, to);
      return cut;
    },
    builder(rows) {
      const builders = Object.entries<ColumnCodec<unknown>>(codecs).map(
        ([name, codec]) => [name, codec.builder(rows)] as const,
      );
      return {
        add(stored) {
          const fields = fieldsOf(stored);
          for (const [name, builder] of builders) builder.add(fields.get(name));
        },
        done() {
          const done: unknown[][] = builders.map(([name, builder]) => [name, builder.done()]);
          return Object.fromEntries(done);
        },
      };
    },
  };
}

/** As many columns of one codec as the first portion has, one for each window of a model. */
export function repeated<Column>(codec: ColumnCodec<Column>): ColumnCodec<readonly Column[]> {
  return {
    encode: (columns, from, to) => columns.map((column) => codec.encode(column, from, to)),
    builder(rows) {
      const builders: ReturnType<typeof codec.builder>[] = [];
      return {
        add(stored) {
          jsonRows(stored).forEach((portion, index) => {
            const builder = builders[index] ?? codec.builder(rows);
            builders[index] = builder;
            builder.add(portion);
          });
        },
        done: () => builders.map((builder) => builder.done()),
      };
    },
  };
}
