import { derivedOf } from '../../scores/read/snapshot-window.ts';
import type { NameOf } from '../../scores/snapshot/account-reasons.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import { accountRow } from '../../scores/snapshot/subject-rows.ts';
import type { Alert } from '../alert.ts';
import { segmentsAt } from '../evaluate/evaluate-segments.ts';
import { type RuleDay, windowIndexOf } from '../evaluate/evaluation.ts';
import {
  type AlertContext,
  type AlertSubject,
  accountName,
  accountSubject,
  makeAlert,
  memberNames,
  userName,
} from '../message/alert-context.ts';
import { accountChampion, withChampion } from '../message/champion.ts';
import type { CompiledRule } from './compile-rule.ts';
import type { Transition } from './transitions-on.ts';

/** Returns the row of a user's account; of several the one that scores highest. */
function mainAccount(scores: DayScores, user: number): number {
  const accounts = derivedOf(scores).accountsOf(user);
  const rawScoreOf = (account: number) => accountRow(scores, 0, account)?.rawScore ?? 0;
  return accounts.reduce(
    (best, a) => (rawScoreOf(a) > rawScoreOf(best) ? a : best),
    accounts[0] ?? -1,
  );
}

async function userSubject(
  scores: DayScores,
  { row, hash }: Transition,
  context: AlertContext,
): Promise<AlertSubject> {
  const { directory } = context;
  const account = mainAccount(scores, row);
  return {
    scope: 'user',
    hash,
    id: directory.get(hash)?.id ?? '',
    name: await userName(context, hash),
    owner: scores.accounts.owner[account] ?? null,
    accountId: directory.get(scores.accounts.hash[account] ?? '')?.id ?? '',
  };
}

function subjectOf(
  { subjectKind, scores }: RuleDay,
  transition: Transition,
  context: AlertContext,
) {
  if (subjectKind === 'user') return userSubject(scores, transition, context);
  const { row, hash } = transition;
  return accountSubject(context, hash, scores.asOf, scores.accounts.owner[row] ?? null);
}

/** Writes the alert of a subject that fired on the rule's day. */
export async function transitionAlert(
  { ruleDay, trigger }: CompiledRule,
  transition: Transition,
  context: AlertContext,
): Promise<Alert> {
  const { rule, scores, subjectKind } = ruleDay;
  const { row } = transition;
  const isUser = subjectKind === 'user';
  const subject = await subjectOf(ruleDay, transition, context);
  const named = trigger.named(ruleDay, row);
  const nameOf: NameOf = isUser
    ? (account) => accountName(context, account, scores.asOf)
    : await memberNames(context, named);
  const ownWords = trigger.words(ruleDay, row, subject.name, nameOf);
  const facts = {
    ...ownWords.facts,
    ...(isUser
      ? { accountId: subject.accountId }
      : { lifecycle: scores.accounts.lifecycle[row] ?? 'unknown' }),
    segments: segmentsAt(ruleDay, row),
  };
  const champion = isUser
    ? undefined
    : await accountChampion(scores, windowIndexOf(ruleDay), row, context);
  const words = withChampion({ ...ownWords, facts }, champion);
  return makeAlert(rule, { subject, day: scores.asOf, words }, context);
}
