import type { KindDefinition } from './kind-definition.ts';
import { ACCOUNT_FIELDS } from './rule-fields.ts';

/** A trial that became a paying account. */
export const accountConverted: KindDefinition = {
  fields: ACCOUNT_FIELDS,
  lifecycle: {
    isStep: ({ before, now }) => before === 'trial' && now === 'paid',
    title: 'converted to paid',
    text: ({ before, now }) => `went from ${before} to ${now}`,
  },
};
