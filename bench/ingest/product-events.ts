import { EVENT_NAMES } from '../../fixtures/realistic-batch.ts';
import { fingerprintFrom, realisticId } from '../../fixtures/seeded.ts';
import { seededRandom } from '../../local/sample/random.ts';

/** An event as Segment's clients post it. */
export interface TrackMessage {
  readonly type: 'track';
  readonly messageId: string;
  readonly userId: string;
  readonly event: string;
  readonly timestamp: string;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly context: { readonly groupId: string };
}

/** Events in the session of a user, one every five seconds. */
const EVENTS_A_USER = 12;
const SECONDS_BETWEEN = 5;
const USERS_AN_ACCOUNT = 10;

interface User {
  readonly id: string;
  readonly account: string;
}

export interface Product {
  readonly users: readonly User[];
  /** How many of them are in a session at a time. */
  readonly atOnce: number;
}

/** As many users as it takes for the events of an hour. Ids have 28 characters. */
export function productOf(eventsAnHour: number, seed = 1): Product {
  const random = seededRandom(seed);
  const users = Math.ceil(eventsAnHour / EVENTS_A_USER);
  const accounts = Array.from({ length: Math.ceil(users / USERS_AN_ACCOUNT) }, () =>
    realisticId(random),
  );
  return {
    users: Array.from({ length: users }, () => {
      const account = accounts[Math.floor(random() * accounts.length)] ?? '';
      return { id: realisticId(random), account };
    }),
    atOnce: Math.max(1, Math.round((eventsAnHour / 3_600) * SECONDS_BETWEEN)),
  };
}

/** The user of each event: sessions one after the other, `atOnce` of them at a time. */
function* sessions({ users, atOnce }: Product, random: () => number): Generator<User> {
  let arrived = 0;
  const arrive = () => ({ user: users[arrived++ % users.length], left: EVENTS_A_USER });
  const seats = Array.from({ length: atOnce }, arrive);
  for (;;) {
    const index = Math.floor(random() * seats.length);
    const seat = seats[index] ?? arrive();
    if (seat.user) yield seat.user;
    seat.left--;
    if (seat.left === 0) seats[index] = arrive();
  }
}

/** Every event is of any user: the most that a batch can be scattered. */
function* scattered({ users }: Product, random: () => number): Generator<User> {
  for (;;) {
    const user = users[Math.floor(random() * users.length)];
    if (user) yield user;
  }
}

/** Makes one event after the other, each of an instant in epoch milliseconds. */
export function messages(
  product: Product,
  seed: number,
  isScattered = false,
): (at: number) => TrackMessage {
  const random = seededRandom(seed);
  const users = (isScattered ? scattered : sessions)(product, random);
  return (at) => {
    const user = users.next().value;
    return {
      type: 'track',
      messageId: `node-${fingerprintFrom(random)}${fingerprintFrom(random)}`,
      userId: user.id,
      event: EVENT_NAMES[Math.floor(random() * EVENT_NAMES.length)] ?? '',
      timestamp: new Date(at).toISOString(),
      properties: { plan: 'team', items: Math.floor(random() * 20), source: 'web' },
      context: { groupId: user.account },
    };
  };
}
