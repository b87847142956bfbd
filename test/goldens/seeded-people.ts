import { seededRandom } from '../../local/sample/random.ts';

const EVENTS = [
  'Opened',
  'Opened',
  'Opened',
  'Exported',
  'Invited',
  'Paused',
  'Commented',
] as const;

const ACCOUNTS = [
  'acme',
  'globex',
  'hooli',
  'initech',
  'Łódź Sp. z o.o.',
  'umbrella',
  '東京支社',
  'wayne',
];

/** The day each account begins on, and those on which nobody of it comes. */
const BEGINS: Readonly<Record<string, number>> = { umbrella: 12, wayne: 38 };
const AWAY: Readonly<Record<string, readonly [number, number]>> = {
  hooli: [16, 49],
  initech: [40, 60],
  globex: [50, 56],
};

/** On this day tracking is broken: nobody seems to open anything. */
const OUTAGE = 35;

/** On these days hardly anybody works. */
const HOLIDAYS: readonly [number, number] = [53, 59];

interface Person {
  readonly user: string;
  readonly account: string;
  readonly diligence: number;
  readonly favourite: number;
}

function isAway(account: string, day: number): boolean {
  const [from, to] = AWAY[account] ?? [0, 0];
  return day < (BEGINS[account] ?? 0) || (day >= from && day < to);
}

/** People of eight accounts, and what each of them does on a day: the same for the same seed. */
export function seededPeople(seed: number) {
  const random = seededRandom(seed);
  const people: Person[] = ACCOUNTS.flatMap((account) =>
    Array.from({ length: 4 + Math.floor(random() * 5) }, (_, n) => ({
      user: `user ${n} of ${account}`,
      account,
      diligence: 0.65 + random() * 0.3,
      favourite: Math.floor(random() * EVENTS.length),
    })),
  );
  return {
    accounts: ACCOUNTS,
    people,
    begins: (account: string) => BEGINS[account] ?? 0,
    /** `[user, account, event]`, in the order of the day. */
    day(day: number): readonly (readonly [user: string, account: string, event: string])[] {
      const isHoliday = day >= HOLIDAYS[0] && day < HOLIDAYS[1];
      const share = isHoliday ? 0.1 : day % 7 > 4 ? 0.2 : 1;
      const here = people.filter(({ account, diligence }) => {
        const comes = random() < diligence * share;
        return comes && !isAway(account, day);
      });
      const done = here.flatMap(({ user, account, favourite }) =>
        Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
          const event = random() < 0.5 ? favourite : Math.floor(random() * EVENTS.length);
          return [user, account, EVENTS[event] ?? 'Opened'] as const;
        }),
      );
      return day === OUTAGE ? done.filter(([, , event]) => event !== 'Opened') : done;
    },
  };
}
