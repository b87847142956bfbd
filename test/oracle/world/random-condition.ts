import type { Random } from './random.ts';
import { EVENTS, TRAITS } from './words.ts';

/** A condition as a client writes it. */
export type PostedCondition = Readonly<Record<string, unknown>>;

/** What conditions of a place may ask for besides traits and events. */
export interface Askable {
  readonly segments: readonly string[];
  readonly metrics: readonly string[];
}

const DEPTH = 2;

function traitTests(random: Random): PostedCondition {
  const trait = random.pick(['plan', 'seats', 'sso', 'internal', 'csm', 'mrr']);
  const values: readonly unknown[] = TRAITS[trait] ?? [];
  const test = random.one<PostedCondition>(
    () => ({ exists: random.chance(0.7) }),
    () => ({ equals: random.pick(values) }),
    () => ({ notEquals: random.pick(values) }),
    () => ({ in: [random.pick(values), random.pick(values)] }),
    () => ({ notIn: [random.pick(values), random.pick(values)] }),
    () => ({ atLeast: random.int(1, 60) }),
    () => ({ atMost: random.int(1, 60) }),
    () => ({ exists: true, atLeast: random.int(1, 60) }),
    () => ({ atLeast: random.int(1, 20), atMost: random.int(10, 2_000) }),
    () => ({ notEquals: random.pick(values), atMost: random.int(5, 60) }),
  );
  return { trait, ...test };
}

function eventTests(random: Random): PostedCondition {
  return {
    event: random.pick(EVENTS),
    ...(random.chance(0.5) && { atLeast: random.int(1, 4) }),
    ...(random.chance(0.4) && { days: random.int(1, 40) }),
  };
}

const METRIC_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  score: [1, 100],
  change: [-30, 30],
  adoption: [0, 1],
  activation: [0, 1],
  frequency: [1, 7],
  tenureDays: [5, 100],
  daysSinceActive: [0, 40],
  activeUsers: [1, 4],
};

function metricTests(random: Random, metric: string): PostedCondition {
  const [least, most] = METRIC_RANGES[metric] ?? [0, 100];
  const limit = () => (most === 1 ? random.int(1, 9) / 10 : random.int(least, most));
  return random.one<PostedCondition>(
    () => ({ metric, atLeast: limit() }),
    () => ({ metric, atMost: limit() }),
    () => ({ metric, atLeast: least, atMost: limit() }),
  );
}

/** Returns a condition of traits, events, and what else may be asked for in its place. */
export function randomCondition(random: Random, askable: Askable, depth = DEPTH): PostedCondition {
  const inner = () => randomCondition(random, askable, depth - 1);
  const kinds = [() => traitTests(random), () => traitTests(random), () => eventTests(random)];
  if (askable.metrics.length > 0) {
    kinds.push(() => metricTests(random, random.pick(askable.metrics)));
  }
  if (askable.segments.length > 0) {
    kinds.push(() => ({ segment: random.pick(askable.segments) }));
  }
  if (depth > 0) {
    kinds.push(() => ({ all: [inner(), inner()] }));
    kinds.push(() => ({ any: [inner(), inner()] }));
    kinds.push(() => ({ not: inner() }));
  }
  return random.one(...kinds);
}
