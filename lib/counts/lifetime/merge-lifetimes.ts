import { inCellOrder } from '../delta/delta.ts';
import { type LifetimeCell, lifetimeCells } from './lifetime-columns.ts';

type Next = IteratorResult<LifetimeCell, undefined>;
type SortedCells = Generator<LifetimeCell, undefined>;

/** Below 0 where the first one comes first, 0 where both are the same cell. */
function orderOf(a: Next, b: Next): number {
  if (a.done) return 1;
  return b.done ? -1 : inCellOrder(a.value, b.value);
}

function combine(a: LifetimeCell, b: LifetimeCell): LifetimeCell {
  return { ...a, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

function firstOf({ value: a }: Next, { value: b }: Next, order: number): LifetimeCell | undefined {
  if (a && b && order === 0) return combine(a, b);
  return order < 0 ? a : b;
}

function* mergeTwo(one: SortedCells, other: SortedCells): SortedCells {
  let [a, b] = [one.next(), other.next()];
  while (!a.done || !b.done) {
    const order = orderOf(a, b);
    const cell = firstOf(a, b, order);
    if (cell) yield cell;
    if (order <= 0) a = one.next();
    if (order >= 0) b = other.next();
  }
}

/**
 * The union of sources that are each in cell order, in cell order: of a cell the earliest first and
 * the latest last day, whatever the order and repetition of the sources. It holds one cell of each
 * source at a time.
 */
export function mergeLifetimes(sources: readonly SortedCells[]): SortedCells {
  if (sources.length > 1) {
    const middle = sources.length >> 1;
    return mergeTwo(
      mergeLifetimes(sources.slice(0, middle)),
      mergeLifetimes(sources.slice(middle)),
    );
  }
  return sources[0] ?? lifetimeCells([]);
}
