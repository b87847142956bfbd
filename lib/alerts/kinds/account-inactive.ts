import { inactiveEvaluator, wasActiveBefore } from '../evaluate/evaluate-activity.ts';
import { inactivityWords } from '../evaluate/inactivity-words.ts';
import { isSuspectToday } from '../evaluate/suspect-days.ts';
import { type ClosedDayTrigger, type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { ACCOUNTS, INACTIVITY_FIELDS, MEMBER_FIELDS } from './rule-fields.ts';

/** Accounts and users fall silent by the same measure; the words tell them apart. */
export const INACTIVITY_TRIGGER: ClosedDayTrigger = {
  ...USUAL_CLOSED_DAY,
  foretells: 'cancelled',
  evaluator: inactiveEvaluator,
  guard: wasActiveBefore,
  waits: isSuspectToday,
  words: inactivityWords,
  massTitle: 'became inactive on one day',
};

/** An account in which nobody was active for some days. */
export const accountInactive: KindDefinition = {
  fields: { ...INACTIVITY_FIELDS, ...MEMBER_FIELDS, scope: ACCOUNTS },
  closedDay: INACTIVITY_TRIGGER,
};
