import * as z from 'zod';
import { ALERT_KINDS, KINDS } from '../../alerts/kinds/kinds.ts';
import type {
  FieldType,
  NumberField,
  RuleField,
  RuleFields,
} from '../../alerts/kinds/rule-fields.ts';
import { type AlertKind, type AlertRule, SEVERITIES } from '../../alerts/rule.ts';
import { groupBy } from '../../model/group-by.ts';
import { closedObject } from './closed-object.ts';
import { eventNameSchema, idSchema } from './field-schemas.ts';
import { readNamed } from './read-by-schema.ts';

/** What every rule has. A segment narrows a rule to those who are in it. */
const COMMON = {
  id: idSchema.exactOptional(),
  model: idSchema.exactOptional(),
  segment: idSchema.exactOptional(),
  exceptSegment: idSchema.exactOptional(),
  digest: z.literal('daily').exactOptional(),
  cooldownDays: z.int().min(0).max(3_650).exactOptional(),
  severity: z.enum(SEVERITIES).exactOptional(),
  enabled: z.boolean().default(true),
};

function numberSchema({ whole, atLeast, atMost, above }: NumberField): z.ZodNumber {
  const any = whole ? z.int() : z.number();
  const bounded = (atLeast === undefined ? any : any.min(atLeast)).max(atMost);
  return above === undefined ? bounded : bounded.gt(above);
}

function oneOf(values: readonly string[]) {
  return values.length === 1 ? z.literal(values) : z.enum(values);
}

function valueSchema(field: FieldType): z.ZodType {
  switch (field.type) {
    case 'number':
      return numberSchema(field);
    case 'scope':
      return oneOf(field.subjectKinds);
    case 'id':
      return idSchema;
    case 'event names':
      return z.array(eventNameSchema).min(1).max(500);
  }
}

function fieldSchema(field: RuleField): z.ZodType {
  return field.required ? valueSchema(field) : valueSchema(field).exactOptional();
}

function alternative(fields: RuleFields, kinds: readonly AlertKind[]) {
  const own = Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]);
  return closedObject({ kind: oneOf(kinds), ...COMMON, ...Object.fromEntries(own) });
}

type Alternative = ReturnType<typeof alternative>;

const alternatives = Array.from(
  groupBy(ALERT_KINDS, (kind) => KINDS[kind].fields),
  ([fields, kinds]) => alternative(fields, kinds),
) as [Alternative, ...Alternative[]];

/**
 * One alternative for all kinds with the same fields: which fields make sense depends on the kind.
 * The compiler cannot tell what is made of data; `RuleFields` holds its names to those of a rule.
 */
export const ruleSchema = z
  .discriminatedUnion('kind', alternatives)
  .meta({ id: 'AlertRule' }) as unknown as z.ZodType<Omit<AlertRule, 'id'> & { id?: string }>;

/** Reads a rule as it was put under an id. Throws `invalid` with every fault. */
export function readRule(value: unknown, id: string): AlertRule {
  return readNamed(ruleSchema, value, id, 'alert rule');
}
