import { accountRow } from '../scores/account-row.ts';
import type { DayScores } from '../scores/day-scores.ts';
import { listAt } from '../scores/list-column.ts';
import { derivedOf, segmentNames } from '../scores/reading.ts';
import type { Alert } from './alert.ts';
import { type AlertContext, accountSubject, makeAlert, userName } from './alert-context.ts';
import { crossedWords } from './alert-words.ts';
import { championOf, talkTo } from './champion.ts';
import type { Crossing } from './crossings.ts';
import { segmentsOfUser } from './place-standing.ts';
import { type DayView, windowOf } from './standing.ts';
import type { Watch } from './watch.ts';

/** The account of a user who has several: where it does most by the newest of its scores. */
function mainAccount(scores: DayScores, user: number): number {
  const accounts = derivedOf(scores).accountsOf(user);
  const worth = (account: number) => accountRow(scores, 0, account)?.rawScore ?? 0;
  return accounts.reduce((best, a) => (worth(a) > worth(best) ? a : best), accounts[0] ?? -1);
}

async function userAlert(
  { rule }: Watch,
  view: DayView,
  { at, hash }: Crossing,
  context: AlertContext,
): Promise<Alert> {
  const { scores } = view;
  const account = mainAccount(scores, at);
  const name = await userName(context, hash);
  const subject = {
    scope: 'user' as const,
    hash,
    id: context.directory.get(hash)?.id ?? '',
    name,
    owner: scores.accounts.owner[account] ?? null,
    accountId: context.directory.get(scores.accounts.hash[account] ?? '')?.id ?? '',
  };
  const words = crossedWords({ rule, view, at, name });
  const segments = segmentNames(scores, segmentsOfUser(scores, at));
  const facts = { ...words.facts, accountId: subject.accountId, segments };
  return makeAlert(rule, subject, scores.asOf, { ...words, facts }, context);
}

async function accountAlert(
  { rule }: Watch,
  view: DayView,
  { at, hash }: Crossing,
  context: AlertContext,
): Promise<Alert> {
  const { scores } = view;
  const subject = accountSubject(context, hash, scores.asOf, scores.accounts.owner[at] ?? null);
  const words = crossedWords({ rule, view, at, name: subject.name });
  const champion = await championOf(scores, windowOf(rule, scores), at, context);
  const facts = {
    ...words.facts,
    lifecycle: scores.accounts.lifecycle[at] ?? 'unknown',
    segments: segmentNames(scores, listAt(scores.accounts.segments, at)),
    ...(champion && { champion }),
  };
  const text = champion ? `${words.text}\n${talkTo(champion)}` : words.text;
  return makeAlert(rule, subject, scores.asOf, { ...words, text, facts }, context);
}

/** The alert of a subject that crossed on the day in view. */
export function crossedAlert(
  watch: Watch,
  view: DayView,
  crossing: Crossing,
  context: AlertContext,
): Promise<Alert> {
  return watch.scope === 'user'
    ? userAlert(watch, view, crossing, context)
    : accountAlert(watch, view, crossing, context);
}
