import { activationWords } from '../evaluate/activation-words.ts';
import { progressEvaluator, steppedRecently } from '../evaluate/evaluate-activation.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { ACCOUNTS_OR_USERS, required, SHARE, SHARE_ABOVE_0 } from './rule-fields.ts';

const DEFAULT_SHARE = 0.5;

/** A share of the activation steps that is done. */
export const activationProgressed: KindDefinition = {
  fields: { scope: ACCOUNTS_OR_USERS, threshold: required(SHARE_ABOVE_0), clear: SHARE },
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'paid',
    evaluator: (ruleDay) => progressEvaluator(ruleDay, ruleDay.rule.threshold ?? DEFAULT_SHARE),
    guard: steppedRecently,
    newAccountsFire: true,
    words: activationWords,
    massTitle: 'came on with their activation on one day',
  },
};
