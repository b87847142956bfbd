import { levelEvaluator } from '../evaluate/evaluate-score.ts';
import { scoreLevelWords } from '../evaluate/score-words.ts';
import { isWindowSuspect } from '../evaluate/suspect-days.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { SCORE_LEVEL_FIELDS } from './rule-fields.ts';

/** A shown score below the threshold. */
export const scoreBelow: KindDefinition = {
  fields: SCORE_LEVEL_FIELDS,
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'cancelled',
    evaluator: (ruleDay) => levelEvaluator(ruleDay, -1),
    waits: isWindowSuspect,
    words: (ruleDay, row, name) => scoreLevelWords('below', ruleDay, row, name),
    massTitle: 'came below their mark on one day',
  },
};
