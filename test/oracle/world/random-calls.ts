import type { Random } from './random.ts';
import type { People, Person } from './random-people.ts';
import { dayOf, instantOf } from './timeline.ts';
import { EVENTS, PAGE, TRAITS } from './words.ts';

/** One call of a client library and the instant at which it says that it happened. */
export interface Call {
  readonly atMs: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const MINUTE_MS = 60_000;
/** Nothing happens after this time of day, so that the newest calls can be posted by noon. */
const LAST_MINUTE = 10 * 60;
const ABSENT = ['', '  ', 'null', 'None', 'undefined'];

/** Returns when something happened: rather lately than long ago, on the minute. */
function randomInstant(random: Random, from: number, to: number): number {
  const recent = Math.min(from, random.pick([to + 3, to + 16, from, from]));
  return instantOf(random.int(to, recent), random.int(0, LAST_MINUTE) * MINUTE_MS);
}

function timestampOf(random: Random, atMs: number): unknown {
  const text = new Date(atMs).toISOString();
  return random.pick([text, text, text, text.slice(0, 19), atMs, atMs / 1_000, String(atMs)]);
}

function accountAt(random: Random, person: Person, atMs: number): string | undefined {
  const hasMoved = atMs > instantOf(person.movedAt, 0) && person.movesTo !== undefined;
  if (hasMoved) return person.movesTo;
  return person.accounts.length > 0 ? random.pick(person.accounts) : undefined;
}

/** The account as some clients say it, as others do, and as those do that do not know it. */
function accountFields(random: Random, account: string | undefined) {
  const absent = () => (random.chance(0.9) ? {} : { groupId: random.pick(ABSENT) });
  if (account === undefined) return absent();
  return random.pick([
    () => ({ groupId: account }),
    () => ({ context: { groupId: account } }),
    absent,
  ])();
}

function track(random: Random, who: object, account: string | undefined, atMs: number): Call {
  const event = random.pick(EVENTS);
  const base = { ...who, ...accountFields(random, account), timestamp: timestampOf(random, atMs) };
  const body =
    event === PAGE
      ? { type: 'page', name: 'Home', ...base }
      : { type: 'track', event, ...base, properties: { n: random.int(1, 2) } };
  return { atMs, body };
}

const ODD_DATES = ['2026-02-30', '04-02-2026', 'Plan 7', '', 0, null, 'yesterday'];

function createdAt(random: Random, span: number): unknown {
  const day = dayOf(random.int(0, span + 60));
  const ms = Date.parse(`${day}T10:00:00Z`);
  return random.one<unknown>(
    () => day,
    () => day,
    () => `${day}T23:30:00`,
    () => `${day}T23:30:00-05:00`,
    () => ms,
    () => ms / 1_000,
    () => String(ms / 1_000),
    () => random.pick(ODD_DATES),
  );
}

function traitsOf(random: Random, names: readonly string[], span: number) {
  const told = random.some(names, 0.5).map((name) => [name, random.pick(TRAITS[name] ?? [null])]);
  return {
    ...Object.fromEntries(told),
    ...(random.chance(0.3) && { createdAt: createdAt(random, span) }),
  };
}

function identify(random: Random, person: Person, atMs: number, span: number): Call {
  const { userId } = person;
  const traits = {
    ...traitsOf(random, ['plan', 'seats', 'internal', 'mrr'], span),
    ...(random.chance(0.5) && { name: `Name of ${userId}`, email: `${userId.trim()}@example.com` }),
  };
  return { atMs, body: { type: 'identify', userId, traits, timestamp: timestampOf(random, atMs) } };
}

/** What one user does, and what its client says about it. */
export function callsOf(random: Random, person: Person, span: number): Call[] {
  const { userId, came, went, visitorId, oldId } = person;
  const when = () => randomInstant(random, came, went);
  const calls = Array.from({ length: random.int(0, person.eventsWanted) }, () => {
    const atMs = when();
    return track(random, { userId }, accountAt(random, person, atMs), atMs);
  });
  const told = Array.from({ length: random.pick([0, 1, 1, 2]) }, () =>
    identify(random, person, when(), span),
  );
  return [
    ...calls,
    ...told,
    ...(visitorId ? asVisitor(random, person, visitorId) : []),
    ...(oldId ? asAnother(random, person, oldId) : []),
    ...ofMemberships(random, person),
  ];
}

function asVisitor(random: Random, person: Person, anonymousId: string): Call[] {
  const { userId, came, went, accounts } = person;
  const tracked = Array.from({ length: random.int(1, 5) }, () =>
    track(random, { anonymousId }, accounts[0], randomInstant(random, came, went)),
  );
  const atMs = randomInstant(random, came, went);
  const timestamp = new Date(atMs).toISOString();
  const signedIn = { type: 'identify', userId, anonymousId, timestamp };
  return random.chance(0.8) ? [...tracked, { atMs, body: signedIn }] : tracked;
}

function asAnother(random: Random, person: Person, previousId: string): Call[] {
  const { userId, came, went, accounts } = person;
  const tracked = Array.from({ length: random.int(1, 5) }, () =>
    track(random, { userId: previousId }, accounts[0], randomInstant(random, came, went)),
  );
  const atMs = randomInstant(random, came, went);
  const timestamp = new Date(atMs).toISOString();
  return [...tracked, { atMs, body: { type: 'alias', userId, previousId, timestamp } }];
}

const MEMBERSHIP_EVENTS = ['Account Removed User', 'Account Removed User', 'Account Added User'];

function ofMemberships(random: Random, person: Person): Call[] {
  const { userId, came, went, accounts } = person;
  if (!random.chance(0.25)) return [];
  return accounts.map((groupId) => {
    const atMs = randomInstant(random, came, went);
    const event = random.pick(MEMBERSHIP_EVENTS);
    const timestamp = new Date(atMs).toISOString();
    return { atMs, body: { type: 'track', userId, groupId, event, timestamp } };
  });
}

/** What clients say of accounts, events that name no user, and visitors who never sign in. */
export function callsOfNobody(random: Random, { accounts, persons, span }: People): Call[] {
  const when = () => randomInstant(random, span, -1);
  const groups = accounts.flatMap((groupId) =>
    Array.from({ length: random.int(0, 3) }, () => {
      const atMs = when();
      const named = random.chance(0.4) ? { name: `Account ${groupId}` } : {};
      const traits = { ...traitsOf(random, Object.keys(TRAITS), span), ...named };
      const { userId } = random.pick(persons);
      const timestamp = timestampOf(random, atMs);
      return { atMs, body: { type: 'group', userId, groupId, traits, timestamp } };
    }),
  );
  const alone = random
    .some(accounts, 0.3)
    .map((account) => track(random, {}, account, when()))
    .filter(({ body }) => 'groupId' in body || 'context' in body);
  const visitors = Array.from({ length: random.int(0, 4) }, () =>
    track(random, { anonymousId: `nobody-${random.int(0, 1)}` }, random.pick(accounts), when()),
  );
  return [...groups, ...alone, ...visitors];
}
