import { type ColumnKind, rowsOf } from './column-kind.ts';

type Kinds<Group> = { readonly [Name in keyof Group]: ColumnKind<Group[Name]> };

function fieldsOf(stored: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof stored === 'object' && stored !== null ? Object.entries(stored) : []);
}

/** Columns by name. JSON carries them in the order of the kinds, the same bytes every time. */
export function groupOf<Group extends object>(kinds: Kinds<Group>): ColumnKind<Group> {
  return {
    cut(group, from, to) {
      const cut: Record<string, unknown> = {};
      for (const name in kinds) cut[name] = kinds[name].cut(group[name], from, to);
      return cut;
    },
    collect(rows) {
      const collectors = Object.entries<ColumnKind<unknown>>(kinds).map(
        ([name, kind]) => [name, kind.collect(rows)] as const,
      );
      return {
        add(stored) {
          const fields = fieldsOf(stored);
          for (const [name, collector] of collectors) collector.add(fields.get(name));
        },
        done() {
          const done: unknown[][] = collectors.map(([name, collector]) => [name, collector.done()]);
          return Object.fromEntries(done);
        },
      };
    },
  };
}

/** As many columns of one kind as the first portion has, one for each window of a model. */
export function eachOf<Column>(kind: ColumnKind<Column>): ColumnKind<readonly Column[]> {
  return {
    cut: (columns, from, to) => columns.map((column) => kind.cut(column, from, to)),
    collect(rows) {
      const collectors: ReturnType<typeof kind.collect>[] = [];
      return {
        add(stored) {
          rowsOf(stored).forEach((portion, at) => {
            const collector = collectors[at] ?? kind.collect(rows);
            collectors[at] = collector;
            collector.add(portion);
          });
        },
        done: () => collectors.map((collector) => collector.done()),
      };
    },
  };
}
