import * as z from 'zod';
import { ALERT_KINDS } from '../../alerts/kinds/kinds.ts';
import { SEVERITIES } from '../../alerts/rule.ts';
import { closedObject } from './closed-object.ts';
import { idSchema } from './field-schemas.ts';
import { pageQuerySchema } from './query-schemas.ts';
import { ruleSchema } from './rule-schema.ts';

/** `GET /v1/alerts`. */
export const alertQuerySchema = closedObject({
  kind: z.enum(ALERT_KINDS).exactOptional(),
  rule: idSchema.exactOptional(),
  severity: z.enum(SEVERITIES).exactOptional(),
  scope: z.enum(['account', 'user']).exactOptional(),
  owner: z.string().min(1).max(256).exactOptional(),
  segment: idSchema.exactOptional(),
  subject: z.string().min(1).max(256).exactOptional(),
  acknowledged: z.enum(['true', 'false']).exactOptional(),
  ...pageQuerySchema.shape,
});
export type AlertQuery = z.output<typeof alertQuerySchema>;

/** `POST /v1/alerts/{id}/acknowledge`. */
export const acknowledgeSchema = closedObject({
  note: z.string().max(1_000).default(''),
}).meta({ id: 'Acknowledge' });

/** `POST /v1/rules/{id}/silence`; `until` null lifts it. */
export const silenceSchema = closedObject({
  until: z.iso
    .datetime({ error: 'must be an instant such as 2026-12-01T00:00:00Z, or null', offset: true })
    .nullable(),
  subject: z.string().min(1).max(256).exactOptional(),
}).meta({ id: 'Silence' });

/** `POST /v1/rules/preview`: the closed days before now on which a rule is tried. */
export const previewSchema = closedObject({
  rule: ruleSchema,
  days: z.int().min(1).max(400).default(90),
}).meta({ id: 'RulePreview' });
