import { segmentEvaluator } from '../evaluate/evaluate-segments.ts';
import { segmentWords } from '../evaluate/segment-words.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { SEGMENT_FIELDS } from './rule-fields.ts';

/** A subject that came into the rule's segment. */
export const segmentEntered: KindDefinition = {
  fields: SEGMENT_FIELDS,
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'paid',
    evaluator: (ruleDay) => segmentEvaluator(ruleDay, 'in'),
    isAboutSegment: true,
    excludesCancelled: ({ segment }) => segment !== 'cancelled',
    words: (ruleDay, row, name) => segmentWords('entered', ruleDay, row, name),
    massTitle: 'entered a segment on one day',
  },
};
