import { dayFromNumber } from '../../model/day.ts';
import { listAt } from '../../scores/columns/list-column.ts';
import { dayAt } from '../../scores/columns/nullable-column.ts';
import type { AlertWords } from '../alert-text.ts';
import type { RuleDay } from './evaluation.ts';
import { scoreFiguresAt } from './score-words.ts';

const MAX_STEPS_NAMED = 3;

function userWords({ scores }: RuleDay, row: number, name: string): AlertWords {
  const progress = scores.users.progress[row] ?? 0;
  const done = progress >= 1;
  return {
    title: done ? `${name} is activated` : `${name} is ${Math.round(progress * 100)}% activated`,
    text: done ? `${name} has done all activation steps.` : 'Some steps are still open.',
    facts: { progress },
  };
}

function accountWords(ruleDay: RuleDay, row: number, name: string): AlertWords {
  const { accounts } = ruleDay.scores;
  const days = listAt(accounts.steps, row);
  const steps = ruleDay.model.activation?.account?.steps ?? [];
  const missing = steps.flatMap((step, i) => (days[i] ? [] : [step.label ?? step.id]));
  const activatedAt = dayAt(accounts.activatedAt, row);
  const isDone = missing.length === 0;
  const { score } = scoreFiguresAt(ruleDay, row);
  return {
    title: isDone
      ? `${name} is activated`
      : `${name} has done ${steps.length - missing.length} of ${steps.length} activation steps`,
    text: isDone
      ? `${name} has done all ${steps.length} activation steps and scores ${score}.`
      : `Still open: ${missing.slice(0, MAX_STEPS_NAMED).join(', ')}.`,
    facts: {
      progress: accounts.progress[row] ?? 0,
      missing,
      activatedAt: activatedAt === null ? null : dayFromNumber(activatedAt),
      score,
    },
  };
}

/** Returns what is said of activation steps that were done; of accounts it names the open ones. */
export function activationWords(ruleDay: RuleDay, row: number, name: string): AlertWords {
  const words = ruleDay.subjectKind === 'user' ? userWords : accountWords;
  return words(ruleDay, row, name);
}
