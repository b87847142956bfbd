import { dayFromNumber, daysBetween } from '../../model/day.ts';
import type { AlertWords } from '../alert-text.ts';
import { inactiveEvaluator, wasActiveBefore } from './evaluate-activity.ts';
import { type RuleDay, subjectsOf } from './evaluation.ts';
import { isSuspectToday } from './suspect-days.ts';

/** Returns what is said of somebody who fell silent. */
function inactivityWords(ruleDay: RuleDay, row: number, name: string): AlertWords {
  const last = dayFromNumber(subjectsOf(ruleDay).lastActive[row] ?? 0);
  const days = daysBetween(last, ruleDay.scores.asOf);
  return {
    title: `${name} has been inactive for ${days} days`,
    text:
      ruleDay.subjectKind === 'user'
        ? `${name} has not been active since ${last}.`
        : `Nobody at ${name} has been active since ${last}.`,
    facts: { lastActiveDay: last, days },
  };
}

/** Accounts and users fall silent by the same measure; the words tell them apart. */
export const INACTIVITY = {
  foretells: 'cancelled',
  evaluator: inactiveEvaluator,
  guard: wasActiveBefore,
  waits: isSuspectToday,
  words: inactivityWords,
  massTitle: 'became inactive on one day',
} as const;
