import { modelOf } from '../model-of.ts';
import { Random } from './random.ts';
import { type Call, callsOf, callsOfNobody } from './random-calls.ts';
import { type PostedModel, randomModel } from './random-model.ts';
import { type People, randomPeople } from './random-people.ts';
import { dayOf, POSTED_FROM } from './timeline.ts';
import { EVENTS } from './words.ts';

/** A body as a client posts it, and when the service gets it. */
export interface Request {
  readonly atMs: number;
  readonly path: string;
  readonly body: unknown;
}

/** What is compared: one model on one day, or today so far, in one or two of its windows. */
export interface Question {
  readonly model: string;
  readonly asOf: string;
  readonly windows: readonly number[];
}

/** All that happens to a service, and which of its days are to be compared. */
export interface World {
  readonly seed: number;
  readonly models: readonly PostedModel[];
  /** In the order of their receipt; after each go some jobs run. */
  readonly goes: readonly (readonly Request[])[];
  /** Whether the hours of a go are sealed before the next one. */
  readonly sealed: readonly boolean[];
  readonly days: readonly string[];
  readonly questions: readonly Question[];
}

type Body = Readonly<Record<string, unknown>>;

/** Most calls have an id; the others are known by what they say. */
function withIds(random: Random, calls: readonly Call[]): readonly Call[] {
  return calls.map(({ atMs, body }, n) => {
    return { atMs, body: random.chance(0.9) ? { ...body, messageId: `m${n}` } : body };
  });
}

/** The first go that can bring a call, or a later one: clients retry, and import in two goes. */
function goOf(random: Random, atMs: number, isSlow: boolean): number {
  const first = POSTED_FROM.findIndex((from) => atMs <= from);
  const earliest = first < 0 ? POSTED_FROM.length - 1 : first;
  const late = isSlow ? 0.8 : 0.1;
  return Math.min(POSTED_FROM.length - 1, random.chance(late) ? earliest + 1 : earliest);
}

/** The same call again, at times saying something else under the same id. */
function again(random: Random, { atMs, body }: Call): Call {
  const differs = body['type'] === 'track' && 'messageId' in body && random.chance(0.3);
  return { atMs, body: differs ? { ...body, event: random.pick(EVENTS) } : body };
}

function batches(random: Random, bodies: readonly Body[], fromMs: number): Request[] {
  const requests: Request[] = [];
  for (let at = 0; at < bodies.length; ) {
    const batch = bodies.slice(at, at + random.int(1, 60));
    const context = random.chance(0.05) ? { context: { groupId: 'a0' } } : {};
    const path = random.pick(['/v1/batch', '/v1/import']);
    const { type, ...single } = batch[0] ?? {};
    const isAlone = batch.length === 1 && random.chance(0.8);
    const atMs = fromMs + requests.length * random.int(1_000, 90_000);
    requests.push({
      atMs: Math.max(atMs, (requests.at(-1)?.atMs ?? 0) + 1),
      ...(isAlone ? { path: `/v1/${type}`, body: single } : { path, body: { batch, ...context } }),
    });
    at += batch.length;
  }
  return requests;
}

/** Daily sums out of a database, some of them set again by a later version. */
function postedCounts(random: Random, { persons, accounts, span }: People, atMs: number): Request {
  const counts = Array.from({ length: random.int(1, 6) }, () => ({
    userId: random.pick(persons).userId,
    ...(random.chance(0.8) && { accountId: random.pick(accounts) }),
    event: random.pick(EVENTS.slice(0, 5)),
    day: dayOf(random.int(1, random.pick([20, span]))),
    count: random.int(0, 5),
  }));
  return { atMs, path: '/v1/counts', body: { version: random.int(1, 3), counts } };
}

/** One day of each model, in one or two windows: all of them took longer and found nothing more. */
function questionAbout(random: Random, model: PostedModel, days: readonly string[]): Question {
  const { headlineWindow, windows } = modelOf(model);
  const asOf = random.chance(0.25) ? 'live' : random.pick(days);
  const others = windows.filter((window) => window !== headlineWindow);
  const second = others.length > 0 && random.chance(0.5) ? [random.pick(others)] : [];
  return { model: String(model['id']), asOf, windows: [headlineWindow, ...second] };
}

/** Returns the world of a seed. */
export function randomWorld(seed: number): World {
  const random = new Random(seed);
  const people = randomPeople(random);
  const slow = new Set(random.some(people.persons, 0.2));
  const goes: Call[][] = POSTED_FROM.map(() => []);
  const all = people.persons.flatMap((person) =>
    callsOf(random, person, people.span).map((call) => ({ call, isSlow: slow.has(person) })),
  );
  const nobody = callsOfNobody(random, people).map((call) => ({ call, isSlow: false }));
  const isSlow = [...all, ...nobody].map((each) => each.isSlow);
  const calls = withIds(
    random,
    [...all, ...nobody].map(({ call }) => call),
  );
  calls.forEach((call, n) => {
    const go = goOf(random, call.atMs, isSlow[n] === true);
    goes[go]?.push(call);
    if ('messageId' in call.body && random.chance(0.05)) {
      goes[Math.min(go + random.int(0, 1), goes.length - 1)]?.push(again(random, call));
    }
  });
  const requests = goes.map((of, n) => {
    const from = POSTED_FROM[n] ?? 0;
    const posted = batches(
      random,
      random.shuffled(of).map(({ body }) => body),
      from,
    );
    const after = (posted.at(-1)?.atMs ?? from) + 1_000;
    return random.chance(0.4) ? [...posted, postedCounts(random, people, after)] : posted;
  });
  const ids = ['default', 'second'].slice(0, random.int(1, 2));
  const models = ids.map((id) => randomModel(random, id));
  const days = [dayOf(random.int(1, 20)), dayOf(0)];
  return {
    seed,
    models,
    goes: requests,
    sealed: requests.map(() => random.chance(0.5)),
    days,
    questions: models.map((model) => questionAbout(random, model, days)),
  };
}
