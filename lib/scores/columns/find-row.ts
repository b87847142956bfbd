import type { IdHash } from '../../model/id-hash.ts';

/** Returns the row of a hash among those of a snapshot, which are in order; -1 where it is missing. */
export function findRow(hashes: readonly IdHash[], hash: IdHash): number {
  let [low, high] = [0, hashes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? '') < hash) low = middle + 1;
    else high = middle;
  }
  return hashes[low] === hash ? low : -1;
}
