import * as z from 'zod';
import { closedObject } from './closed-object.ts';
import { daySchema } from './field-schemas.ts';

/** `POST /v1/runs`: a day to compute, else live. */
export const runRequestSchema = closedObject({
  asOf: z
    .union([z.literal('live'), daySchema], {
      error: "must be a calendar day such as 2026-11-21, or 'live'",
    })
    .exactOptional(),
}).meta({ id: 'RunRequest' });

export const sourceNameSchema = z.string().regex(/^[\w.-]{1,64}$/, {
  error: 'must be 1 to 64 letters, digits, dots, dashes or underscores',
});

/** `POST /v1/keys`. */
export const keyRequestSchema = closedObject({
  role: z.enum(['write', 'read', 'admin']),
  source: sourceNameSchema.default('default'),
}).meta({ id: 'KeyRequest' });
