import type { ListColumn } from './list-column.ts';

/** Returns where the rows of each group begin when they are in the order of groups, and the end. */
function groupStarts(groupOf: ArrayLike<number>, groups: number): Int32Array {
  const starts = new Int32Array(groups + 1);
  for (let row = 0; row < groupOf.length; row++) {
    const next = (groupOf[row] ?? -1) + 1;
    if (next > 0) starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group++) {
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  }
  return starts;
}

/**
 * Returns the rows of each group, in their order: a counting sort, for a list a group takes ten
 * times the memory.
 *
 * @param groupOf by row, from 0 and below `groups`; -1 for a row of none
 */
export function groupRows(groupOf: ArrayLike<number>, groups: number): ListColumn {
  const starts = groupStarts(groupOf, groups);
  const next = starts.slice();
  const values = new Int32Array(starts[groups] ?? 0);
  for (let row = 0; row < groupOf.length; row++) {
    const group = groupOf[row] ?? -1;
    if (group < 0) continue;
    const offset = next[group] ?? 0;
    values[offset] = row;
    next[group] = offset + 1;
  }
  return { starts, values };
}
