import type { TableItem } from './table-expressions.ts';

type Entry = readonly [sort: string, item: TableItem];

/** How many of some entries, in order, stand before the first one that `isBeyond` a border. */
function countBefore(entries: readonly Entry[], isBeyond: (sort: string) => boolean): number {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBeyond(entries[middle]?.[0] ?? '')) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The items of one partition by sort key. They are put in order when somebody asks for it. */
export class Partition {
  readonly #items = new Map<string, TableItem>();
  #order: readonly Entry[] | undefined;

  get(sort: string): TableItem | undefined {
    return this.#items.get(sort);
  }

  set(sort: string, item: TableItem): void {
    this.#items.set(sort, item);
    this.#order = undefined;
  }

  delete(sort: string): void {
    if (this.#items.delete(sort)) this.#order = undefined;
  }

  /** All items, or those whose sort keys are in a range, both ends included. */
  inOrder(low?: string, high?: string): readonly TableItem[] {
    this.#order ??= [...this.#items].sort(([a], [b]) => (a < b ? -1 : 1));
    const begin = low === undefined ? 0 : countBefore(this.#order, (sort) => sort >= low);
    const end = high === undefined ? undefined : countBefore(this.#order, (sort) => sort > high);
    return this.#order.slice(begin, end).map(([, item]) => item);
  }
}

/** The partition of a name, empty when there was none. */
export function partitionOf(partitions: Map<string, Partition>, name: string): Partition {
  const partition = partitions.get(name) ?? new Partition();
  partitions.set(name, partition);
  return partition;
}
