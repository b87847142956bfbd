import { ownValue } from '../../model/own-value.ts';
import type { AlertWords } from '../alert-text.ts';
import type { RuleDay } from './evaluation.ts';
import { previousScoreSentence, scoreFiguresAt } from './score-words.ts';

/** Returns what is said of somebody who entered or left a rule's segment. */
export function segmentWords(
  verb: 'entered' | 'left',
  ruleDay: RuleDay,
  row: number,
  name: string,
): AlertWords {
  const { rule, model } = ruleDay;
  const { segments = {} } = model;
  const { segment: id = '' } = rule;
  const own = ownValue(segments, id);
  const { score, previousScore } = scoreFiguresAt(ruleDay, row);
  return {
    title: `${name} ${verb} the segment ${own?.label ?? id}`,
    text: `The score of ${name} is ${score}. ${previousScoreSentence(previousScore)}`,
    facts: { segment: rule.segment, score, previousScore },
  };
}
