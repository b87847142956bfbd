import { listAt } from '../../scores/columns/list-column.ts';
import { derivedOf, segmentNames } from '../../scores/read/snapshot-window.ts';
import { accountRow } from '../../scores/snapshot/account-row.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { Alert } from '../alert.ts';
import {
  type AlertContext,
  accountSubject,
  makeAlert,
  userName,
} from '../message/alert-context.ts';
import { accountChampion, championSentence } from '../message/champion.ts';
import type { CompiledRule } from './compile-rule.ts';
import { segmentsOfUser } from './evaluate-membership.ts';
import { type DayView, windowIndexOf } from './evaluation.ts';
import { transitionWords } from './transition-words.ts';
import type { Transition } from './transitions-on.ts';

/** The account of a user who has several: where it does most by the newest of its scores. */
function mainAccount(scores: DayScores, user: number): number {
  const accounts = derivedOf(scores).accountsOf(user);
  const rawScoreOf = (account: number) => accountRow(scores, 0, account)?.rawScore ?? 0;
  return accounts.reduce(
    (best, a) => (rawScoreOf(a) > rawScoreOf(best) ? a : best),
    accounts[0] ?? -1,
  );
}

async function userAlert(
  { rule }: CompiledRule,
  view: DayView,
  { row, hash }: Transition,
  context: AlertContext,
): Promise<Alert> {
  const { scores } = view;
  const account = mainAccount(scores, row);
  const name = await userName(context, hash);
  const subject = {
    scope: 'user' as const,
    hash,
    id: context.directory.get(hash)?.id ?? '',
    name,
    owner: scores.accounts.owner[account] ?? null,
    accountId: context.directory.get(scores.accounts.hash[account] ?? '')?.id ?? '',
  };
  const words = transitionWords({ rule, view, row, name });
  const segments = segmentNames(scores, segmentsOfUser(scores, row));
  const facts = { ...words.facts, accountId: subject.accountId, segments };
  return makeAlert(rule, subject, scores.asOf, { ...words, facts }, context);
}

async function accountAlert(
  { rule }: CompiledRule,
  view: DayView,
  { row, hash }: Transition,
  context: AlertContext,
): Promise<Alert> {
  const { scores } = view;
  const subject = accountSubject(context, hash, scores.asOf, scores.accounts.owner[row] ?? null);
  const words = transitionWords({ rule, view, row, name: subject.name });
  const champion = await accountChampion(scores, windowIndexOf(rule, scores), row, context);
  const facts = {
    ...words.facts,
    lifecycle: scores.accounts.lifecycle[row] ?? 'unknown',
    segments: segmentNames(scores, listAt(scores.accounts.segments, row)),
    ...(champion && { champion }),
  };
  const text = champion ? `${words.text}\n${championSentence(champion)}` : words.text;
  return makeAlert(rule, subject, scores.asOf, { ...words, text, facts }, context);
}

/** The alert of a subject that crossed on the day in view. */
export function transitionAlert(
  compiled: CompiledRule,
  view: DayView,
  transition: Transition,
  context: AlertContext,
): Promise<Alert> {
  return compiled.scope === 'user'
    ? userAlert(compiled, view, transition, context)
    : accountAlert(compiled, view, transition, context);
}
