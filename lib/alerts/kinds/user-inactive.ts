import { inactiveEvaluator, wasActiveBefore } from '../evaluate/evaluate-activity.ts';
import { inactivityWords } from '../evaluate/inactivity-words.ts';
import { isSuspectToday } from '../evaluate/suspect-days.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { INACTIVITY_FIELDS, USERS } from './rule-fields.ts';

/** A user who was not active for some days. */
export const userInactive: KindDefinition = {
  fields: { ...INACTIVITY_FIELDS, scope: USERS },
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'cancelled',
    evaluator: inactiveEvaluator,
    guard: wasActiveBefore,
    waits: isSuspectToday,
    words: inactivityWords,
    massTitle: 'became inactive on one day',
  },
};
