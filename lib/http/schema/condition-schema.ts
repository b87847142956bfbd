import * as z from 'zod';
import type { Condition, Metric } from '../../model/condition.ts';
import { closedObject } from './closed-object.ts';
import {
  daysSchema,
  eventNameSchema,
  idSchema,
  timesSchema,
  traitNameSchema,
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

const innerCondition: z.ZodType<Condition> = z.lazy(() => conditionSchema);
const innerConditions = z.array(innerCondition).min(1).max(MAX_INNER);

/** The kinds of condition, each with some fields more: a population says what it is `of`, too. */
function conditionSchemas<Extra extends z.core.$ZodShape>(extra: Extra) {
  return [
    closedObject({ ...extra, all: innerConditions }),
    closedObject({ ...extra, any: innerConditions }),
    closedObject({ ...extra, not: innerCondition }),
    closedObject({ ...extra, segment: idSchema }),
    closedObject({ ...extra, trait: traitNameSchema, ...TESTS }).refine(...oneOf(TESTS)),
    closedObject({
      ...extra,
      event: eventNameSchema,
      atLeast: timesSchema.exactOptional(),
      days: daysSchema.exactOptional(),
    }),
    closedObject({ ...extra, metric: z.enum(METRICS), ...LIMITS }).refine(...oneOf(LIMITS)),
  ] as const;
}

export const conditionSchema: z.ZodType<Condition> = z
  .union(conditionSchemas({}), { error: CONDITION_MESSAGE })
  .meta({ id: 'Condition' });

/** Who is compared with whom: a condition and whether it is asked of users or of accounts. */
export const populationSchema = z.union(conditionSchemas({ of: z.enum(['user', 'account']) }), {
  error: `${CONDITION_MESSAGE}, with of: user or account`,
});
