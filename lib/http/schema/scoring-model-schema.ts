import * as z from 'zod';
import { closedObject } from './closed-object.ts';
import { conditionSchema, populationSchema } from './condition-schema.ts';
import {
  daysSchema,
  eventNameSchema,
  idSchema,
  labelSchema,
  timesSchema,
  traitNameSchema,
  windowSchema,
} from './field-schemas.ts';

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
  curve: z.number().min(-20).max(20).default(2),
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
