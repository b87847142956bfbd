import type { Random } from './random.ts';

/** A user, in days before the last one: when it came, went, and moved on to another account. */
export interface Person {
  readonly userId: string;
  readonly accounts: readonly string[];
  readonly movesTo: string | undefined;
  readonly movedAt: number;
  readonly came: number;
  readonly went: number;
  readonly eventsWanted: number;
  /** The browser it came with, and the name it had before. */
  readonly visitorId: string | undefined;
  readonly oldId: string | undefined;
}

/** Who there is in a world. */
export interface People {
  readonly span: number;
  readonly accounts: readonly string[];
  readonly persons: readonly Person[];
}

function randomPerson(
  random: Random,
  n: number,
  span: number,
  accounts: readonly string[],
): Person {
  const userId = random.chance(0.1) ? `user ${n} ü` : `u${n}`;
  const came = random.chance(0.4) ? span : random.int(0, span);
  const went = random.chance(0.6) ? -1 : random.int(-1, came);
  const homes = random.pick([0, 1, 1, 1, 1, 2, 2, 3]);
  return {
    userId,
    accounts: random.shuffled(accounts).slice(0, homes),
    movesTo: random.chance(0.2) ? random.pick(accounts) : undefined,
    movedAt: random.int(went, came),
    came,
    went,
    eventsWanted: random.pick([0, 3, 6, 10, 20, 40]),
    // Some share a browser, so that one anonymous id is linked with several users.
    visitorId: random.chance(0.25) ? `browser-${n % 4}` : undefined,
    oldId: random.chance(0.12) ? `old-${n}` : undefined,
  };
}

/** Returns some users and accounts, few enough that a difference can be followed by hand. */
export function randomPeople(random: Random): People {
  const span = random.int(40, 130);
  const accounts = Array.from({ length: random.int(2, 8) }, (_, n) => `a${n}`);
  const persons = Array.from({ length: random.int(5, 25) }, (_, n) =>
    randomPerson(random, n, span, accounts),
  );
  return { span, accounts, persons };
}
