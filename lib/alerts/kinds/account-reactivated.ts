import { dayFromNumber, dayNumber } from '../../model/day.ts';
import type { AlertWords } from '../alert-text.ts';
import { daysSince } from '../evaluate/evaluate-activity.ts';
import type { EvaluateRow, RuleDay } from '../evaluate/evaluation.ts';
import { scoreFiguresAt } from '../evaluate/score-words.ts';
import { type KindDefinition, USUAL_CLOSED_DAY } from './kind-definition.ts';
import { ACCOUNTS, DAYS } from './rule-fields.ts';

const DEFAULT_AWAY_DAYS = 30;

/** Cleared by a long absence and breached by activity, so that the rule fires at the return. */
function reactivatedEvaluator({ rule, scores, suspect }: RuleDay): EvaluateRow {
  const { lastActive } = scores.accounts;
  const today = dayNumber(scores.asOf);
  const minDays = rule.days ?? DEFAULT_AWAY_DAYS;
  return (row) => {
    const last = lastActive[row] ?? 0;
    if (last === 0) return 'no_data';
    return daysSince(last, today, suspect) >= minDays ? 'cleared' : 'breached';
  };
}

function reactivationWords(ruleDay: RuleDay, row: number, name: string): AlertWords {
  const { rule, scores } = ruleDay;
  const last = dayFromNumber(scores.accounts.lastActive[row] ?? 0);
  const days = rule.days ?? DEFAULT_AWAY_DAYS;
  return {
    title: `${name} is back`,
    text: `${name} is active again on ${last}, after at least ${days} days without.`,
    facts: { lastActiveDay: last, score: scoreFiguresAt(ruleDay, row).score },
  };
}

/** An account that is active again after a long absence, or a customer again after it cancelled. */
export const accountReactivated: KindDefinition = {
  fields: { days: DAYS, scope: ACCOUNTS },
  closedDay: {
    ...USUAL_CLOSED_DAY,
    foretells: 'paid',
    evaluator: reactivatedEvaluator,
    initialState: 'fired',
    excludesCancelled: () => false,
    words: reactivationWords,
    massTitle: 'came back on one day',
  },
  lifecycle: {
    isStep: ({ before }) => before === 'cancelled',
    title: 'is back as a customer',
    text: ({ now }) => `had cancelled and is ${now === 'paid' ? 'paying' : now} now`,
  },
};
