import type { Membership } from './membership.ts';

/** The pairs of an account, in order of their numbers. */
export type PairsOf = (account: number) => readonly number[];

/** Sorts the pairs by account in two walks, 4 bytes each: lists of a million members took 40. */
export function pairsByAccount({ pairs }: Membership, accounts: number): PairsOf {
  const { right, length } = pairs;
  const starts = new Int32Array(accounts + 1);
  for (let pair = 0; pair < length; pair++) {
    const next = (right[pair] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let account = 0; account < accounts; account++) {
    starts[account + 1] = (starts[account + 1] ?? 0) + (starts[account] ?? 0);
  }
  const sorted = new Int32Array(length);
  const free = starts.slice();
  for (let pair = 0; pair < length; pair++) {
    const account = right[pair] ?? 0;
    const place = free[account] ?? 0;
    sorted[place] = pair;
    free[account] = place + 1;
  }
  return (account) => Array.from(sorted.subarray(starts[account] ?? 0, starts[account + 1] ?? 0));
}
