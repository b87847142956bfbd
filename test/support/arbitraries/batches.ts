import fc from 'fast-check';
import type { CounterBatch, PostedCount } from '../../../lib/counts/batch/counter-batch.ts';
import type { AcceptedEvent, Actor, RefusedEvent, Traits } from '../../../lib/events/event.ts';
import { dayFromNumber } from '../../../lib/model/day.ts';
import { hourOf } from '../../../lib/model/hour.ts';

/** Texts that break what takes them for keys, numbers or paths. */
const AWKWARD = [
  '__proto__',
  'constructor',
  'toString',
  'a#b',
  'a/b',
  '',
  ' ',
  '0',
  'é',
  '\u{1f600}',
];

export const anyText = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

export const anyHash = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((hash) => hash.toString(16).padStart(16, '0'));

const anyInstant = fc.integer({ min: 0, max: 4_000_000_000_000 });

const anyActor: fc.Arbitrary<Actor> = fc.record(
  {
    kind: fc.constantFrom('user' as const, 'anonymous' as const),
    id: anyText,
  },
  { noNullPrototype: true },
);

const anyTraits: fc.Arbitrary<Traits> = fc
  .array(fc.tuple(anyText, fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null))), {
    maxLength: 3,
  })
  // Not by assignment, which would set the prototype for `__proto__`.
  .map((entries) => Object.fromEntries(entries));

const anyEvent: fc.Arbitrary<AcceptedEvent> = fc.record(
  {
    index: fc.nat(2_500),
    kind: fc.constantFrom(
      'track' as const,
      'identify' as const,
      'group' as const,
      'alias' as const,
    ),
    actor: anyActor,
    accountId: anyText,
    event: anyText,
    occurredAt: anyInstant,
    dated: fc.boolean(),
    fingerprint: anyHash,
    link: anyActor,
    traits: anyTraits,
  },
  {
    noNullPrototype: true,
    requiredKeys: ['index', 'kind', 'event', 'occurredAt', 'dated', 'fingerprint'],
  },
);

const anyCount: fc.Arbitrary<PostedCount> = fc.record(
  {
    index: fc.nat(2_500),
    userId: anyText,
    accountId: anyText,
    event: anyText,
    day: fc.integer({ min: 0, max: 40_000 }).map(dayFromNumber),
    count: fc.nat(),
    version: fc.integer(),
  },
  { noNullPrototype: true, requiredKeys: ['index', 'event', 'day', 'count'] },
);

const anyRefused: fc.Arbitrary<RefusedEvent> = fc.record(
  {
    index: fc.nat(2_500),
    reason: fc.constantFrom('no_user_id' as const, 'too_old' as const),
    message: anyText,
  },
  { noNullPrototype: true },
);

/** Any batch at all, likely or not. */
export const anyBatch: fc.Arbitrary<CounterBatch> = fc
  .record(
    {
      receivedAt: anyInstant,
      requestId: fc.string({ minLength: 1, maxLength: 20 }),
      part: fc.nat(20),
      source: anyText,
      events: fc.array(anyEvent, { maxLength: 8 }),
      counts: fc.array(anyCount, { maxLength: 4 }),
      refused: fc.array(anyRefused, { maxLength: 4 }),
    },
    { noNullPrototype: true },
  )
  .map((batch) => ({ ...batch, hour: hourOf(batch.receivedAt) }));
