import { INACTIVITY_TRIGGER } from './account-inactive.ts';
import type { KindDefinition } from './kind-definition.ts';
import { INACTIVITY_FIELDS, USERS } from './rule-fields.ts';

/** A user who was not active for some days. */
export const userInactive: KindDefinition = {
  fields: { ...INACTIVITY_FIELDS, scope: USERS },
  closedDay: INACTIVITY_TRIGGER,
};
