import { changeEvaluator } from '../evaluate/evaluate-score.ts';
import { namedAt, scoreChangeWords } from '../evaluate/score-words.ts';
import { isWindowSuspect } from '../evaluate/suspect-days.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { SCORE_CHANGE_FIELDS } from './rule-fields.ts';

/** A score that rose by more than the threshold in a window, by the subject's own doing. */
export const scoreIncreased: KindDefinition = {
  fields: SCORE_CHANGE_FIELDS,
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'paid',
    evaluator: (ruleDay) => changeEvaluator(ruleDay, 1),
    waits: isWindowSuspect,
    named: namedAt,
    words: scoreChangeWords,
    massTitle: 'rose on one day',
  },
};
