import type { Random } from './random.ts';
import { type Askable, type PostedCondition, randomCondition } from './random-condition.ts';
import { EVENTS, PAGE } from './words.ts';

/** A scoring model as somebody puts it. */
export type PostedModel = Readonly<Record<string, unknown>>;

const EARLY_METRICS = ['tenureDays', 'daysSinceActive'];
const SCORED_METRICS = ['score', 'change', 'adoption', 'activation', 'frequency'];
const WINDOWS = [1, 2, 3, 5, 7, 10, 14, 30, 45];
const FEATURES = ['tasks', 'projects', 'people'];
const NOTHING: Askable = { segments: [], metrics: [] };

function randomEvents(random: Random) {
  const named = random.some(EVENTS, 0.75).map((event) => {
    const weight = random.pick([0, 1, 1, 2, 3, 5, 9, 10, 2.5, -1, -4]);
    const feature = random.chance(0.5) ? { feature: random.pick(FEATURES) } : {};
    const risk = random.chance(0.08) ? { risk: true } : {};
    const isPlain = random.chance(0.3) || event === PAGE;
    return [event, isPlain ? weight : { weight, ...feature, ...risk }] as const;
  });
  return Object.fromEntries(named);
}

function isUsed(event: unknown, feature: string): boolean {
  const { weight, risk, feature: of } = Object(event);
  return of === feature && weight >= 0 && risk !== true;
}

function randomFeatures(random: Random, events: object) {
  const declared = FEATURES.filter((id) => Object.values(events).some((of) => isUsed(of, id)));
  const plain = random.some(declared, 0.5).map((id) => [id, { key: random.chance(0.7) }] as const);
  const settings = random.some(['sso', 'paying'], 0.4).map((id) => {
    const when = randomCondition(random, NOTHING, 1);
    return [id, { label: `The ${id}`, key: random.chance(0.7), when }] as const;
  });
  return Object.fromEntries([...plain, ...settings]);
}

function randomSteps(random: Random) {
  const steps = Array.from({ length: random.int(1, 4) }, (_, n) => {
    const label = random.chance(0.4) ? { label: `Step ${n}` } : {};
    return random.chance(0.6)
      ? {
          ...{ id: `s${n}`, ...label, event: random.pick(EVENTS) },
          ...(random.chance(0.5) && { atLeast: random.int(1, 4) }),
          ...(random.chance(0.25) && { distinctUsers: random.int(1, 3) }),
        }
      : { id: `s${n}`, ...label, when: randomCondition(random, NOTHING, 1) };
  });
  return { ...(random.chance(0.7) && { within: random.pick([3, 7, 14, 30]) }), steps };
}

function randomSegments(random: Random) {
  const ids = ['alpha', 'beta', 'gamma', 'delta'].slice(0, random.int(0, 4));
  const segments: [string, object][] = [];
  for (const id of ids) {
    const of = random.pick(['account', 'user'] as const);
    const own = segments.flatMap(([name, segment]) => (Object(segment).of === of ? [name] : []));
    const builtIn = ['new', 'rising', 'falling', 'recently-inactive', 'mature'];
    const ofAccounts = ['multi-user', 'trial', 'paid', 'cancelled', 'pql', 'single-champion'];
    const askable = {
      segments: [...own, ...builtIn, ...(of === 'account' ? ofAccounts : [])],
      metrics: [...EARLY_METRICS, ...SCORED_METRICS, ...(of === 'account' ? ['activeUsers'] : [])],
    };
    segments.push([id, { of, label: `Segment ${id}`, when: randomCondition(random, askable) }]);
  }
  return Object.fromEntries(segments);
}

function randomLifecycle(random: Random) {
  const usual: Readonly<Record<string, PostedCondition>> = {
    trial: { trait: 'plan', in: ['trial', 'free'] },
    paid: { trait: 'plan', in: ['team', 'business'] },
    cancelled: { event: 'Subscription Cancelled' },
  };
  const states = random.some(['trial', 'paid', 'cancelled'], 0.8);
  const when = (state: string) =>
    random.chance(0.5) ? usual[state] : randomCondition(random, NOTHING, 1);
  return Object.fromEntries(states.map((state) => [state, when(state)]));
}

function randomPopulation(random: Random): PostedCondition {
  const askable = {
    segments: ['new', 'mature', 'recently-inactive'],
    metrics: ['tenureDays', 'daysSinceActive'],
  };
  const usual = { not: { trait: 'internal', equals: true } };
  const of = random.pick(['user', 'account']);
  return { of, ...(random.chance(0.4) ? usual : randomCondition(random, askable)) };
}

/** Returns a model with odd windows, weights and conditions: each part may be missing. */
export function randomModel(random: Random, id: string): PostedModel {
  const events = randomEvents(random);
  const windows = random.shuffled(WINDOWS).slice(0, random.int(1, 3));
  const part = (name: string, share: number, make: () => unknown) =>
    random.chance(share) ? { [name]: make() } : {};
  return {
    id,
    events,
    ...part('defaultWeight', 0.3, () => random.pick([1, 0.5, -1])),
    windows,
    headlineWindow: random.pick(windows),
    normalization: {
      percentile: random.pick([50, 75, 90, 90, 90, 99, 100]),
      curve: random.pick([0, 0.5, 2, 2, 2, 5]),
      ...(random.chance(0.3) && { floor: random.int(1, 40) }),
    },
    account: { headline: random.pick(['fair', 'fair', 'average', 'total']) },
    ...part('features', 0.6, () => randomFeatures(random, events)),
    ...part('activity', 0.3, () => random.some(EVENTS, 0.5)),
    ...part('activation', 0.7, () => ({
      ...part('account', 0.8, () => randomSteps(random)),
      ...part('user', 0.5, () => randomSteps(random)),
    })),
    ...part('lifecycle', 0.7, () => randomLifecycle(random)),
    ...part('owner', 0.5, () => ({ trait: 'csm' })),
    ...part('population', 0.4, () => randomPopulation(random)),
    ...part('segments', 0.7, () => randomSegments(random)),
    ...part('pql', 0.5, () => ({ minScore: random.int(10, 80) })),
  };
}
