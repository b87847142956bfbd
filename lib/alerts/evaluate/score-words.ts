import { type ChangeReason, changeReasons } from '../../scores/formulas/change-reasons.ts';
import { changeSentence } from '../../scores/formulas/change-sentence.ts';
import { accountEventChanges, accountRow, userRow } from '../../scores/snapshot/subject-rows.ts';
import type { AlertWords } from '../alert-text.ts';
import { type RuleDay, windowDaysOf, windowIndexOf } from './evaluation.ts';

const MAX_REASONS = 10;

/** Returns a shown score with what it was one window before; null where nothing is to compare. */
export function scoreFiguresAt(ruleDay: RuleDay, row: number) {
  const rowOf = ruleDay.subjectKind === 'user' ? userRow : accountRow;
  const scoreRow = rowOf(ruleDay.scores, windowIndexOf(ruleDay), row);
  const { score = 0, previousScore = null, change = null } = scoreRow ?? {};
  return { score, previousScore, change };
}

/** Returns why an account's score changed, the weightiest reasons first; of users none is kept. */
function reasonsAt(ruleDay: RuleDay, row: number): readonly ChangeReason[] {
  const { scores, model, subjectKind } = ruleDay;
  if (subjectKind === 'user') return [];
  const window = windowIndexOf(ruleDay);
  const parts = accountRow(scores, window, row)?.parts;
  if (!parts) return [];
  const changes = accountEventChanges(scores, window, row, model);
  return changeReasons(parts, changes).slice(0, MAX_REASONS);
}

const daysText = (days: number) => (days === 1 ? 'a day' : `${days} days`);

/** `It was 57 before.` */
export function previousScoreSentence(previousScore: number | null): string {
  return previousScore === null
    ? 'There is nothing to compare it with yet.'
    : `It was ${previousScore} before.`;
}

/** Returns what is said of a score that fell or rose. */
export function scoreChangeWords(ruleDay: RuleDay, row: number, name: string): AlertWords {
  const days = windowDaysOf(ruleDay);
  const figures = scoreFiguresAt(ruleDay, row);
  const change = figures.change ?? 0;
  const reasons = reasonsAt(ruleDay, row);
  const verb = change < 0 ? 'fell' : 'rose';
  return {
    title: `${name} ${verb} from ${figures.previousScore ?? 0} to ${figures.score} in ${daysText(days)}`,
    text: `The score of ${name} ${changeSentence(change, reasons)}.`,
    facts: { ...figures, window: days, reasons },
  };
}

/** Returns what is said of a score below or above a rule's threshold. */
export function scoreLevelWords(
  level: 'below' | 'above',
  ruleDay: RuleDay,
  row: number,
  name: string,
): AlertWords {
  const { threshold } = ruleDay.rule;
  const window = windowDaysOf(ruleDay);
  const { score, previousScore } = scoreFiguresAt(ruleDay, row);
  return {
    title: `${name} scores ${score}, ${level} ${threshold ?? 0}`,
    text: `The ${window}-day score of ${name} is ${score}. ${previousScoreSentence(previousScore)}`,
    facts: { score, previousScore, window, threshold },
  };
}
