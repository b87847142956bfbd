/** Rising indexes as runs: first, length, first, length... `[0,1,2,5]` is `[0,3,5,1]`. */
export function encodeRunLengths(indexes: readonly number[]): number[] {
  const runs: number[] = [];
  let next = Number.NaN;
  for (const index of indexes) {
    if (index === next) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(index, 1);
    next = index + 1;
  }
  return runs;
}

/** Returns the indexes that runs stand for. */
export function decodeRunLengths(runs: readonly number[]): number[] {
  const indexes: number[] = [];
  for (let r = 0; r < runs.length; r += 2) {
    const first = runs[r] ?? 0;
    for (let k = 0; k < (runs[r + 1] ?? 0); k++) indexes.push(first + k);
  }
  return indexes;
}
