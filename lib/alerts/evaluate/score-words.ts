import type { IdHash } from '../../model/id-hash.ts';
import { type ChangeReason, changeReasons } from '../../scores/formulas/change-reasons.ts';
import { changeSentence } from '../../scores/formulas/change-sentence.ts';
import { derivedOf } from '../../scores/read/snapshot-window.ts';
import {
  type AccountInWindow,
  type AccountReasons,
  accountReasons,
  type NameOf,
  namedMembers,
} from '../../scores/snapshot/account-reasons.ts';
import { accountRow, userParts, userRow } from '../../scores/snapshot/subject-rows.ts';
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

function accountAt({ scores, model, ...ruleDay }: RuleDay, row: number): AccountInWindow {
  return { scores, model, window: windowIndexOf({ ...ruleDay, scores }), account: row };
}

function accountHashes({ scores }: RuleDay, user: number): readonly IdHash[] {
  return derivedOf(scores)
    .accountsOf(user)
    .map((account) => scores.accounts.hash[account] ?? '');
}

/** Returns whom the words about a change name: members of an account, accounts of a user. */
export function namedAt(ruleDay: RuleDay, row: number): readonly IdHash[] {
  return ruleDay.subjectKind === 'user'
    ? accountHashes(ruleDay, row)
    : namedMembers(accountAt(ruleDay, row));
}

/** Returns why a user's score changed: snapshots keep of users what they did, but not which events. */
function userReasonsAt(ruleDay: RuleDay, row: number, nameOf: NameOf): readonly ChangeReason[] {
  const parts = userParts(ruleDay.scores, windowIndexOf(ruleDay), row);
  if (!parts) return [];
  const accounts = accountHashes(ruleDay, row).flatMap((hash) => nameOf(hash) ?? []);
  return changeReasons(parts, []).map((reason) =>
    reason.kind === 'event' && accounts.length > 0 ? { ...reason, accounts } : reason,
  );
}

/** Returns the name of a user who did nothing in the window. */
function stoppedUserAt(ruleDay: RuleDay, row: number, name: string): string | undefined {
  const columns = ruleDay.scores.users.windows[windowIndexOf(ruleDay)];
  return columns?.activeDays[row] === 0 ? name : undefined;
}

/** Returns why a score changed, the weightiest reasons first, and who stopped. */
function reasonsAt(ruleDay: RuleDay, row: number, name: string, nameOf: NameOf): AccountReasons {
  if (ruleDay.subjectKind === 'account') return accountReasons(accountAt(ruleDay, row), nameOf);
  const stopped = stoppedUserAt(ruleDay, row, name);
  const reasons = userReasonsAt(ruleDay, row, nameOf);
  return { reasons, ...(stopped !== undefined && { stopped }) };
}

const NAMELESS: NameOf = () => undefined;

const daysText = (days: number) => (days === 1 ? 'a day' : `${days} days`);

/** `It was 57 before.` */
export function previousScoreSentence(previousScore: number | null): string {
  return previousScore === null
    ? 'There is nothing to compare it with yet.'
    : `It was ${previousScore} before.`;
}

/** Returns what is said of a score that fell or rose. */
export function scoreChangeWords(
  ruleDay: RuleDay,
  row: number,
  name: string,
  nameOf: NameOf = NAMELESS,
): AlertWords {
  const days = windowDaysOf(ruleDay);
  const figures = scoreFiguresAt(ruleDay, row);
  const change = figures.change ?? 0;
  const { reasons, stopped } = reasonsAt(ruleDay, row, name, nameOf);
  const verb = change < 0 ? 'fell' : 'rose';
  return {
    title: `${name} ${verb} from ${figures.previousScore ?? 0} to ${figures.score} in ${daysText(days)}`,
    text: `The score of ${name} ${changeSentence(change, reasons, stopped)}.`,
    facts: { ...figures, window: days, reasons: reasons.slice(0, MAX_REASONS) },
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
