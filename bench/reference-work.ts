import { realisticId } from '../fixtures/seeded.ts';
import { seededRandom } from '../local/sample/random.ts';

/**
 * Processor milliseconds that the reference work takes on the machine of the anchors at rest. Times
 * at the anchors' pace are times in reference works, times this.
 */
export const REFERENCE_MS = 45;

const random = seededRandom(1);
const IDS = Array.from({ length: 20_000 }, () => realisticId(random));
const NUMBERS = Float64Array.from({ length: 200_000 }, () => 100 * random());

/**
 * A fixed amount of what the product does all day: it sums by id, writes and reads JSON, sorts and
 * bends numbers. It uses no code of the product, so that it stays the same when that changes.
 */
export function referenceWork(): number {
  const sums = new Map<string, number>();
  for (const id of [...IDS, ...IDS]) sums.set(id, (sums.get(id) ?? 0) + id.length);
  const text = JSON.stringify([...sums].map(([id, sum]) => ({ id, sum })));
  const rows = JSON.parse(text) as readonly unknown[];
  return NUMBERS.toSorted().reduce((total, number) => total - Math.exp(-number / 50), rows.length);
}
