import { often } from '../../fixtures/seeded.ts';
import { seededRandom } from '../../local/sample/random.ts';

const WEIGHTS = [9, 3, 10, 2, 5, 1, 7, 0.5, 4, 15, -2, 1, 2, 3, 6, 8, 2, 1, 3, 5];

/** Four of ten users did nothing; the others 1 to 11 of the 20 things, most of them a few times. */
const IDLE = 0.4;
const MOST_KINDS = 11;
const OFTEN = 10;

/** Returns counts in columns, user by user, that depend on the seed alone; accounts differ in size. */
export function coreData(users: number, accounts: number, seed = 1) {
  const random = seededRandom(seed);
  const capacity = users * MOST_KINDS;
  const user = new Int32Array(capacity);
  const event = new Int32Array(capacity);
  const count = new Float64Array(capacity);
  const accountOf = Int32Array.from({ length: users }, () => accounts * random() ** 2);
  let rows = 0;
  for (let who = 0; who < users; who++) {
    const kinds = random() < IDLE ? 0 : 1 + Math.floor(random() * MOST_KINDS);
    let what = Math.floor(random() * 4);
    for (let kind = 0; kind < kinds && what < WEIGHTS.length; kind++) {
      user[rows] = who;
      event[rows] = what;
      count[rows] = often(random, OFTEN);
      rows++;
      what += 1 + Math.floor(random() * 3);
    }
  }
  return {
    users,
    accounts,
    /** By row: who did what how often. */
    user: user.slice(0, rows),
    event: event.slice(0, rows),
    count: count.slice(0, rows),
    /** By user. */
    accountOf,
    /** By event; one of them negative. */
    weights: Float64Array.from(WEIGHTS),
  };
}

export type CoreData = ReturnType<typeof coreData>;
