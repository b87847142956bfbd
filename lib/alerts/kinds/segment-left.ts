import { segmentEvaluator } from '../evaluate/evaluate-segments.ts';
import { segmentWords } from '../evaluate/segment-words.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { SEGMENT_FIELDS } from './rule-fields.ts';

/** A subject that left the rule's segment. */
export const segmentLeft: KindDefinition = {
  fields: SEGMENT_FIELDS,
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'cancelled',
    evaluator: (ruleDay) => segmentEvaluator(ruleDay, 'out'),
    isAboutSegment: true,
    excludesCancelled: ({ segment }) => segment !== 'cancelled',
    words: (ruleDay, row, name) => segmentWords('left', ruleDay, row, name),
    massTitle: 'left a segment on one day',
  },
};
