import type { Lifecycle } from '../../scores/conditions/lifecycle.ts';
import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNT_FIELDS } from './rule-fields.ts';

const BEFORE_TEXT: Readonly<Record<Lifecycle, string>> = {
  unknown: '',
  trial: '. It was in its trial',
  paid: '. It was a paying account',
  cancelled: '',
};

/** An account that cancelled; one of which nothing else is known must have done so by an event. */
export const accountCancelled: KindDefinition = {
  fields: ACCOUNT_FIELDS,
  lifecycle: {
    isStep: ({ before, now, byEvent }) => now === 'cancelled' && (before !== 'unknown' || byEvent),
    title: 'cancelled',
    text: ({ before }) => `has cancelled${BEFORE_TEXT[before]}`,
  },
};
