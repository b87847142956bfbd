import * as z from 'zod';
import type { AlertKind, AlertRule } from '../../alerts/rule.ts';
import { closedObject } from './closed-object.ts';
import { daysSchema, eventNameSchema, idSchema, windowSchema } from './field-schemas.ts';
import { readNamed } from './read-by-schema.ts';

const points = z.number().min(0).max(100);
const share = z.number().gt(0).max(1);
const anyScope = z.enum(['account', 'user']).exactOptional();
const accounts = z.literal('account').exactOptional();
const users = z.literal('user').exactOptional();

/** What every rule has. A segment narrows a rule to those who are in it. */
const COMMON = {
  id: idSchema.exactOptional(),
  model: idSchema.exactOptional(),
  segment: idSchema.exactOptional(),
  exceptSegment: idSchema.exactOptional(),
  digest: z.literal('daily').exactOptional(),
  cooldownDays: z.int().min(0).max(3_650).exactOptional(),
  severity: z.enum(['low', 'medium', 'high']).exactOptional(),
  enabled: z.boolean().default(true),
};

const members = {
  minMembers: z.int().min(1).max(1_000_000).exactOptional(),
  maxMembers: z.int().min(1).max(1_000_000).exactOptional(),
};
const score = {
  ...COMMON,
  ...members,
  scope: anyScope,
  window: windowSchema.exactOptional(),
  minTenureDays: daysSchema.exactOptional(),
};
const scoreRule = { ...score, clear: points.exactOptional() };
const feature = { ...COMMON, scope: anyScope, feature: idSchema.exactOptional() };
const inactive = {
  ...COMMON,
  days: daysSchema,
  minActiveDays: z.int().min(1).max(28).exactOptional(),
};

/** One alternative a group of kinds: which fields make sense depends on the kind. */
export const ruleSchema = z
  .discriminatedUnion('kind', [
    closedObject({
      kind: z.enum([
        'account.created',
        'account.converted',
        'account.user_added',
        'account.user_removed',
        'account.cancelled',
      ]),
      ...COMMON,
      scope: accounts,
    }),
    closedObject({ kind: z.literal('account.inactive'), ...inactive, ...members, scope: accounts }),
    closedObject({
      kind: z.literal('account.reactivated'),
      ...COMMON,
      days: daysSchema.exactOptional(),
      scope: accounts,
    }),
    closedObject({ kind: z.literal('user.inactive'), ...inactive, scope: users }),
    closedObject({ kind: z.literal('feature.adopted'), ...feature }),
    closedObject({
      kind: z.literal('feature.risk_used'),
      ...feature,
      events: z.array(eventNameSchema).min(1).max(500).exactOptional(),
    }),
    closedObject({
      kind: z.enum(['score.decreased', 'score.increased']),
      ...scoreRule,
      threshold: points.gt(0),
    }),
    closedObject({
      kind: z.enum(['score.below', 'score.above']),
      ...scoreRule,
      threshold: points,
    }),
    closedObject({
      kind: z.literal('activation.progressed'),
      ...COMMON,
      scope: anyScope,
      threshold: share,
      clear: z.number().min(0).max(1).exactOptional(),
    }),
    closedObject({ kind: z.literal('activation.completed'), ...COMMON, scope: anyScope }),
    closedObject({
      kind: z.enum(['segment.entered', 'segment.left']),
      ...COMMON,
      scope: anyScope,
      segment: idSchema,
    }),
  ])
  .meta({ id: 'AlertRule' });

/** Every kind there is, in the order of the schema. */
export const ALERT_KINDS = [
  'account.created',
  'account.converted',
  'account.user_added',
  'account.user_removed',
  'account.cancelled',
  'account.inactive',
  'account.reactivated',
  'user.inactive',
  'feature.adopted',
  'feature.risk_used',
  'score.decreased',
  'score.increased',
  'score.below',
  'score.above',
  'activation.progressed',
  'activation.completed',
  'segment.entered',
  'segment.left',
] as const satisfies readonly AlertKind[];

/** A rule as it was put under an id. Throws `invalid` with every fault. */
export function readRule(value: unknown, id: string): AlertRule {
  return readNamed(ruleSchema, value, id, 'alert rule');
}
