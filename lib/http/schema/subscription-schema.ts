import * as z from 'zod';
import type { Subscription } from '../../alerts/subscription.ts';
import { closedObject } from './closed-object.ts';
import { idSchema } from './field-schemas.ts';
import { readNamed } from './read-by-schema.ts';
import { ALERT_KINDS } from './rule-schema.ts';

const COMMON = {
  id: idSchema.exactOptional(),
  kinds: z.array(z.enum(ALERT_KINDS)).min(1).exactOptional(),
  rules: z.array(idSchema).min(1).max(500).exactOptional(),
  severities: z
    .array(z.enum(['low', 'medium', 'high']))
    .min(1)
    .exactOptional(),
  segment: idSchema.exactOptional(),
  owner: z.string().min(1).max(256).exactOptional(),
  digest: z.literal('daily').exactOptional(),
  enabled: z.boolean().default(true),
};

/** Where it may lead is checked when it is called: a name can change its address at any time. */
const url = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2_000);

export const subscriptionSchema = z
  .discriminatedUnion('type', [
    closedObject({ type: z.literal('webhook'), url, ...COMMON }),
    closedObject({ type: z.literal('slack'), url, ...COMMON }),
    closedObject({
      type: z.literal('email'),
      address: z.email({ error: 'must be an email address' }).max(254),
      ...COMMON,
    }),
    closedObject({ type: z.literal('console'), ...COMMON }),
  ])
  .meta({ id: 'Subscription' });

/** A subscription as it was put under an id, without its secret. Throws `invalid`. */
export function readSubscription(value: unknown, id: string): Subscription {
  return readNamed(subscriptionSchema, value, id, 'subscription');
}
