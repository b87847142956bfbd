import { inCellOrder } from './delta.ts';
import { type EverCell, everCells } from './ever-columns.ts';

type Next = IteratorResult<EverCell, undefined>;
type Run = Generator<EverCell, undefined>;

/** Below 0 where the first one comes first, 0 where both are the same cell. */
function orderOf(a: Next, b: Next): number {
  if (a.done) return 1;
  return b.done ? -1 : inCellOrder(a.value, b.value);
}

/** The first day of one and the last of another. */
function together(a: EverCell, b: EverCell): EverCell {
  return { ...a, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) };
}

function taken({ value: a }: Next, { value: b }: Next, order: number): EverCell | undefined {
  if (a && b && order === 0) return together(a, b);
  return order < 0 ? a : b;
}

function* unionOfTwo(one: Run, other: Run): Run {
  let [a, b] = [one.next(), other.next()];
  while (!a.done || !b.done) {
    const order = orderOf(a, b);
    const cell = taken(a, b, order);
    if (cell) yield cell;
    if (order <= 0) a = one.next();
    if (order >= 0) b = other.next();
  }
}

/**
 * The union of runs that are each in cell order, in cell order: of a cell the earliest first and
 * the latest last day, whatever the order and repetition of the runs. It holds one cell of each
 * run at a time.
 */
export function everUnion(runs: readonly Run[]): Run {
  if (runs.length > 1) {
    const middle = runs.length >> 1;
    return unionOfTwo(everUnion(runs.slice(0, middle)), everUnion(runs.slice(middle)));
  }
  return runs[0] ?? everCells([]);
}
