/**
 * # Quantile
 *
 * The value below which a share `p` of the values lies, by linear interpolation between order
 * statistics.
 *
 * Source: type 7 of Hyndman and Fan 1996 (Sample Quantiles in Statistical Packages, The American
 * Statistician 50), the default of R and NumPy. It is the only one of the usual nine that gives the
 * published 208.2 for the 90th percentile of `475 89 101 7 3 21 2 149 223 1 13 9 37`.
 *
 *     h = (n - 1) p
 *     quantile = sorted[floor(h)] + (h - floor(h)) (sorted[floor(h) + 1] - sorted[floor(h)])
 *
 * Example: h = 12 x 0.9 = 10.8, sorted[10] = 149, sorted[11] = 223, and 149 + 0.8 x 74 = 208.2.
 *
 * Only two order statistics are needed, so the values are partitioned around them (Hoare 1961,
 * Algorithm 65: Find) and never sorted.
 *
 * Cost: O(n) on average, one copy.
 *
 * @param values at least one, none NaN, left as they are
 * @param p from 0 to 1
 * @throws RangeError for no values
 */
export function quantile(values: Float64Array, p: number): number {
  if (values.length === 0) throw new RangeError('quantile requires at least one value');
  const h = (values.length - 1) * p;
  const below = Math.floor(h);
  const work = values.slice();
  const low = select(work, below);
  if (h === below) return low;
  // After the selection everything right of `below` is at least `low`: its least is the next one.
  let high = Number.POSITIVE_INFINITY;
  for (let i = below + 1; i < work.length; i++) high = Math.min(high, work[i] ?? high);
  return low + (h - below) * (high - low);
}

/**
 * Returns the k-th smallest value, moved to index k: smaller ones are before it, larger ones after.
 */
function select(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values, left, right);
    const [before, after] = partition(values, left, right, pivot);
    if (k <= before) right = before;
    else if (k >= after) left = after;
    else break;
  }
  return values[k] ?? Number.NaN;
}

/** Sorted input, the usual one, would make the first value the worst pivot there is. */
function medianOfThree(values: Float64Array, left: number, right: number): number {
  const a = values[left] ?? 0;
  const b = values[(left + right) >> 1] ?? 0;
  const c = values[right] ?? 0;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function firstNotBelow(values: Float64Array, from: number, pivot: number): number {
  let i = from;
  while ((values[i] ?? pivot) < pivot) i++;
  return i;
}

function lastNotAbove(values: Float64Array, from: number, pivot: number): number {
  let j = from;
  while ((values[j] ?? pivot) > pivot) j--;
  return j;
}

/** Returns where the part up to the pivot ends, and where the part from the pivot on begins. */
function partition(
  values: Float64Array,
  left: number,
  right: number,
  pivot: number,
): [number, number] {
  let i = firstNotBelow(values, left, pivot);
  let j = lastNotAbove(values, right, pivot);
  while (i <= j) {
    const swap = values[i] ?? pivot;
    values[i] = values[j] ?? pivot;
    values[j] = swap;
    i = firstNotBelow(values, i + 1, pivot);
    j = lastNotAbove(values, j - 1, pivot);
  }
  return [j, i];
}
