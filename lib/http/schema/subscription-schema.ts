import * as z from 'zod';
import { ALERT_KINDS } from '../../alerts/kinds/kinds.ts';
import { SEVERITIES } from '../../alerts/rule.ts';
import {
  ADDRESS_FIELDS,
  CHANNEL_NAMES,
  type ChannelName,
  type Subscription,
} from '../../alerts/subscription.ts';
import { closedObject } from './closed-object.ts';
import { idSchema } from './field-schemas.ts';
import { readNamed } from './read-by-schema.ts';

const COMMON = {
  id: idSchema.exactOptional(),
  kinds: z.array(z.enum(ALERT_KINDS)).min(1).exactOptional(),
  rules: z.array(idSchema).min(1).max(500).exactOptional(),
  severities: z.array(z.enum(SEVERITIES)).min(1).exactOptional(),
  segment: idSchema.exactOptional(),
  owner: z.string().min(1).max(256).exactOptional(),
  digest: z.literal('daily').exactOptional(),
  enabled: z.boolean().default(true),
};

/** Where a url may lead is checked at every call: a name can change its address at any time. */
const ADDRESSES = {
  url: { url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).max(2_000) },
  address: { address: z.email({ error: 'must be an email address' }).max(254) },
  none: {},
};

const ofChannel = (name: ChannelName) =>
  closedObject({ type: z.literal(name), ...ADDRESSES[ADDRESS_FIELDS[name]], ...COMMON });

const [first, ...others] = CHANNEL_NAMES;

export const subscriptionSchema = z
  .discriminatedUnion('type', [ofChannel(first), ...others.map(ofChannel)])
  .meta({ id: 'Subscription' });

/** A subscription as it was put under an id, without its secret. Throws `invalid`. */
export function readSubscription(value: unknown, id: string): Subscription {
  return readNamed(subscriptionSchema, value, id, 'subscription');
}
