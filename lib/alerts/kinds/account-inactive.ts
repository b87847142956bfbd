import { INACTIVITY } from '../evaluate/inactivity.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { ACCOUNTS, INACTIVITY_FIELDS, MEMBER_FIELDS } from './rule-fields.ts';

/** An account in which nobody was active for some days. */
export const accountInactive: KindDefinition = {
  fields: { ...INACTIVITY_FIELDS, ...MEMBER_FIELDS, scope: ACCOUNTS },
  closedDay: { ...USUAL_CLOSED_DAY, ...INACTIVITY },
};
