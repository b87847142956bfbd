import { INACTIVITY } from '../evaluate/inactivity.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { INACTIVITY_FIELDS, USERS } from './rule-fields.ts';

/** A user who was not active for some days. */
export const userInactive: KindDefinition = {
  fields: { ...INACTIVITY_FIELDS, scope: USERS },
  closedDay: { ...USUAL_CLOSED_DAY, ...INACTIVITY },
};
