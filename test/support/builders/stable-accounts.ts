import { type Day, dayNumber } from '../../../lib/model/day.ts';
import { seededRandom } from '../../../local/sample/random.ts';
import type { CountLine } from './some-counts.ts';

interface Person {
  readonly user: string;
  readonly account: string;
  /** Chance to work on a weekday. */
  readonly diligence: number;
  /** Tasks on a working day, on average. */
  readonly tasks: number;
}

/** How often something happens that happens `mean` times on average (Knuth). */
function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

/** Accounts of two to twelve people who go on working as they always have. */
export function stableAccounts(accounts: number, seed: number) {
  const random = seededRandom(seed);
  const people: Person[] = [];
  for (let a = 0; a < accounts; a++) {
    const size = 2 + Math.floor(random() * 11);
    for (let u = 0; u < size; u++) {
      people.push({
        user: `user-${a}-${u}`,
        account: `account-${a}`,
        diligence: 0.5 + random() * 0.45,
        tasks: 1 + random() * 9,
      });
    }
  }
  return {
    /** What everybody did on a day; `share` of the usual. */
    day(day: Day, share = 1): CountLine[] {
      const weekday = (dayNumber(day) + 4) % 7;
      const weekend = weekday === 0 || weekday === 6;
      const isThere = ({ diligence }: Person) =>
        random() <= (weekend ? diligence * 0.1 : diligence);
      const lines = people.filter(isThere).flatMap(({ user, account, tasks }): CountLine[] => [
        [user, account, 'Opened', poisson(random, tasks * share)],
        [user, account, 'Invited', poisson(random, 0.03 * share)],
      ]);
      return lines.filter(([, , , count]) => count > 0);
    },
  };
}
