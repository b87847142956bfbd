import * as z from 'zod';
import type { Condition, Metric } from '../../model/condition.ts';
import { closedObject } from './closed-object.ts';
import {
  daysSchema,
  eventNameSchema,
  idSchema,
  labelSchema,
  timesSchema,
  traitNameSchema,
  windowSchema,
} from './field-schemas.ts';

const METRICS = [
  'score',
  'change',
  'adoption',
  'activation',
  'frequency',
  'tenureDays',
  'daysSinceActive',
  'activeUsers',
] as const satisfies readonly Metric[];

const CONDITION_MESSAGE =
  'must be a condition: one of all, any, not, segment, trait, event, metric';
const MAX_INNER = 100;
const MAX_VALUES = 1_000;

const traitValue = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()], {
  error: 'must be text, a number, true, false or null',
});
const values = z.array(traitValue).min(1).max(MAX_VALUES);

const TESTS = {
  equals: traitValue.exactOptional(),
  notEquals: traitValue.exactOptional(),
  in: values.exactOptional(),
  notIn: values.exactOptional(),
  atLeast: z.number().exactOptional(),
  atMost: z.number().exactOptional(),
  exists: z.boolean().exactOptional(),
};
const LIMITS = { atLeast: z.number().exactOptional(), atMost: z.number().exactOptional() };

function oneOf(tests: Readonly<Record<string, unknown>>) {
  const names = Object.keys(tests);
  const error = `needs one of ${names.join(', ')}`;
  return [(value: object) => names.some((name) => name in value), { error }] as const;
}

/** A condition that nothing can meet is a slip of its writer. */
const IN_ORDER = [
  (limits: object) =>
    !('atLeast' in limits && 'atMost' in limits) || Number(limits.atLeast) <= Number(limits.atMost),
  { error: 'atLeast must not be above atMost' },
] as const;
const ABSENT_ALONE = [
  (tests: object) =>
    !('exists' in tests && tests.exists === false) ||
    Object.keys(TESTS).every((name) => name === 'exists' || !(name in tests)),
  { error: 'exists: false stands alone: a trait that is not there meets no other test' },
] as const;

const innerCondition: z.ZodType<Condition> = z.lazy(() => conditionSchema);
const innerConditions = z.array(innerCondition).min(1).max(MAX_INNER);

/** The kinds of condition, each with some fields more: a population says what it is `of`, too. */
function conditionSchemas<Extra extends z.core.$ZodShape>(extra: Extra) {
  return [
    closedObject({ ...extra, all: innerConditions }),
    closedObject({ ...extra, any: innerConditions }),
    closedObject({ ...extra, not: innerCondition }),
    closedObject({ ...extra, segment: idSchema }),
    closedObject({ ...extra, trait: traitNameSchema, ...TESTS })
      .refine(...oneOf(TESTS))
      .refine(...ABSENT_ALONE)
      .refine(...IN_ORDER),
    closedObject({
      ...extra,
      event: eventNameSchema,
      atLeast: timesSchema.exactOptional(),
      days: daysSchema.exactOptional(),
    }),
    closedObject({ ...extra, metric: z.enum(METRICS), ...LIMITS })
      .refine(...oneOf(LIMITS))
      .refine(...IN_ORDER),
  ] as const;
}

const conditionSchema: z.ZodType<Condition> = z
  .union(conditionSchemas({}), { error: CONDITION_MESSAGE })
  .meta({ id: 'Condition' });

/** Who is compared with whom: a condition and whether it is asked of users or of accounts. */
const populationSchema = z.union(conditionSchemas({ of: z.enum(['user', 'account']) }), {
  error: `${CONDITION_MESSAGE}, with of: user or account`,
});

export const MAX_MODEL_EVENTS = 500;
const MAX_WINDOWS = 10;
const MAX_STEPS = 50;

const weight = z.number().min(-1_000_000).max(1_000_000);
const eventWeight = z.union(
  [
    weight,
    closedObject({
      weight,
      feature: idSchema.exactOptional(),
      risk: z.boolean().exactOptional(),
    }),
  ],
  { error: 'must be a weight or { weight, feature, risk }' },
);

const events = z
  .record(eventNameSchema, eventWeight)
  .refine((named) => Object.keys(named).length <= MAX_MODEL_EVENTS, {
    error: `names more than ${MAX_MODEL_EVENTS} events`,
  });

const feature = closedObject({
  label: labelSchema.exactOptional(),
  key: z.boolean().exactOptional(),
  when: conditionSchema.exactOptional(),
});

const step = closedObject({
  id: idSchema,
  label: labelSchema.exactOptional(),
  event: eventNameSchema.exactOptional(),
  atLeast: timesSchema.exactOptional(),
  distinctUsers: timesSchema.exactOptional(),
  when: conditionSchema.exactOptional(),
})
  .refine((fields) => (fields.event === undefined) !== (fields.when === undefined), {
    error: 'needs an event or a condition (when), and not both',
  })
  .refine(
    (fields) => fields.event !== undefined || !('atLeast' in fields || 'distinctUsers' in fields),
    {
      error: 'atLeast and distinctUsers count events: a condition has none',
    },
  );

const activation = closedObject({
  within: daysSchema.exactOptional(),
  steps: z.array(step).min(1).max(MAX_STEPS),
});

const segment = closedObject({
  of: z.enum(['account', 'user']),
  label: labelSchema.exactOptional(),
  when: conditionSchema,
});

const normalization = closedObject({
  percentile: z.number().gt(0).max(100).default(90),
  curve: z.number().min(0).max(20).default(2),
  floor: z.number().gt(0).exactOptional(),
});

/** The model file, as design and users know it: YAML or JSON, every key named here. */
export const scoringModelSchema = closedObject({
  id: idSchema.exactOptional(),
  events: events.default({}),
  defaultWeight: weight.default(0),
  windows: z.array(windowSchema).min(1).max(MAX_WINDOWS).default([1, 7, 30]),
  headlineWindow: windowSchema.exactOptional(),
  normalization: normalization.prefault({}),
  account: closedObject({
    headline: z.enum(['average', 'total', 'fair']).default('fair'),
  }).prefault({}),
  features: z.record(idSchema, feature).exactOptional(),
  activity: z.array(eventNameSchema).max(MAX_MODEL_EVENTS).exactOptional(),
  activation: closedObject({
    account: activation.exactOptional(),
    user: activation.exactOptional(),
  }).exactOptional(),
  lifecycle: closedObject({
    trial: conditionSchema.exactOptional(),
    paid: conditionSchema.exactOptional(),
    cancelled: conditionSchema.exactOptional(),
  }).exactOptional(),
  owner: closedObject({ trait: traitNameSchema }).exactOptional(),
  population: populationSchema.exactOptional(),
  segments: z.record(idSchema, segment).exactOptional(),
  pql: closedObject({ minScore: z.number().min(0).max(100) }).exactOptional(),
}).meta({ id: 'ScoringModel' });

export type PostedModel = z.output<typeof scoringModelSchema>;
