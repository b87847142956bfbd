import { often, realisticId } from '../../fixtures/seeded.ts';
import type { CountCell } from '../../lib/counts/day/day-counts.ts';
import type { DirectoryEntry } from '../../lib/counts/directory/directory-columns.ts';
import { type Day, dayNumber } from '../../lib/model/day.ts';
import type { HashId, IdHash } from '../../lib/model/id-hash.ts';
import type { SubjectKind } from '../../lib/model/subject-kind.ts';
import { seededRandom } from '../../local/sample/random.ts';

/** One made-up user and its habits. */
interface Person {
  readonly hash: IdHash;
  readonly account: IdHash;
  /** Share of days with activity. */
  readonly active: number;
  /** Different events on such a day, at most. */
  readonly kinds: number;
}

/** A product of 20 events in alphabetic order, of which the example's model names 11. */
const EVENTS = [
  'Automation Run',
  'Board Viewed',
  'Calendar Synced',
  'Comment Added',
  'Dashboard Created',
  'Data Exported',
  'File Uploaded',
  'Filter Saved',
  'Goal Updated',
  'Integration Connected',
  'Mention Read',
  'Project Created',
  'Report Viewed',
  'Search Performed',
  'Subscription Cancelled',
  'Task Assigned',
  'Task Completed',
  'Task Created',
  'Teammate Invited',
  'Template Used',
] as const;

/** A fifth use the product nearly daily, as many on and off, and most of them now and then. */
const HABITS = [
  { upTo: 0.2, active: 0.8, kinds: 5 },
  { upTo: 0.5, active: 0.45, kinds: 3 },
  { upTo: 1, active: 0.1, kinds: 2 },
];

/** On an active day a user does each of its events so often on average. */
const OFTEN = 7;

const USERS_AN_ACCOUNT = 20;

/** Accounts differ in size: the largest of 5,000 has some 1,400 of 100,000 users. */
function accountOf(accounts: readonly IdHash[], random: () => number): IdHash {
  return accounts[Math.floor(accounts.length * random() ** 2)] ?? '';
}

/** Returns users and accounts that depend on the seed and the key of hashes alone. */
export function populationOf(users: number, hashId: HashId, seed = 1) {
  const random = seededRandom(seed);
  const directory = new Map<IdHash, DirectoryEntry>();
  const named = (kind: SubjectKind): IdHash => {
    const id = realisticId(random);
    const hash = hashId(kind, id);
    directory.set(hash, { kind, id });
    return hash;
  };
  const accounts = Array.from({ length: Math.ceil(users / USERS_AN_ACCOUNT) }, () =>
    named('account'),
  );
  const people = Array.from({ length: users }, (): Person => {
    const roll = random();
    const habit = HABITS.find(({ upTo }) => roll < upTo) ?? { active: 0, kinds: 0 };
    const account = accountOf(accounts, random);
    return { hash: named('user'), account, active: habit.active, kinds: habit.kinds };
  });
  // Cell order.
  people.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  return { people, accounts, directory };
}

export type BenchPopulation = ReturnType<typeof populationOf>;

/** What one user does on a day it is active, in the order of the names. */
function* cellsOf(person: Person, random: () => number): Generator<CountCell> {
  const share = person.kinds / EVENTS.length;
  for (const event of EVENTS) {
    if (random() >= share) continue;
    const { hash: user, account } = person;
    yield { user, account, event, count: often(random, OFTEN) };
  }
}

/** All that happens on a day, in cell order; it depends on the day alone. */
export function cellsOn({ people }: BenchPopulation, day: Day): CountCell[] {
  const random = seededRandom(dayNumber(day));
  const cells: CountCell[] = [];
  for (const person of people) {
    if (random() >= person.active) continue;
    for (const cell of cellsOf(person, random)) cells.push(cell);
  }
  return cells;
}
