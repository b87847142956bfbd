import { inCellOrder } from './delta.ts';
import { type EverCell, everCells } from './ever-columns.ts';

function together(a: EverCell, b: EverCell): EverCell {
  const [first, last] = [Math.min(a.first, b.first), Math.max(a.last, b.last)];
  return { ...a, first, last };
}

function* unionOfTwo(one: Generator<EverCell>, other: Generator<EverCell>): Generator<EverCell> {
  let a = one.next();
  let b = other.next();
  while (!a.done && !b.done) {
    const order = inCellOrder(a.value, b.value);
    yield order < 0 ? a.value : order > 0 ? b.value : together(a.value, b.value);
    if (order <= 0) a = one.next();
    if (order >= 0) b = other.next();
  }
  for (; !a.done; a = one.next()) yield a.value;
  for (; !b.done; b = other.next()) yield b.value;
}

/**
 * The union of runs that are each in cell order, in cell order: of a cell the earliest first and
 * the latest last day, whatever the order and repetition of the runs. It holds one cell of each
 * run at a time.
 */
export function everUnion(runs: readonly Generator<EverCell>[]): Generator<EverCell> {
  if (runs.length > 1) {
    const middle = runs.length >> 1;
    return unionOfTwo(everUnion(runs.slice(0, middle)), everUnion(runs.slice(middle)));
  }
  return runs[0] ?? everCells([]);
}
