import { activationWords } from '../evaluate/activation-words.ts';
import { progressEvaluator, steppedRecently } from '../evaluate/evaluate-activation.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { ACCOUNTS_OR_USERS } from './rule-fields.ts';

/** All activation steps that are done. */
export const activationCompleted: KindDefinition = {
  fields: { scope: ACCOUNTS_OR_USERS },
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'paid',
    evaluator: (ruleDay) => progressEvaluator(ruleDay, 1),
    guard: steppedRecently,
    newAccountsFire: true,
    words: activationWords,
    massTitle: 'were activated on one day',
  },
};
