import type { AcceptedEvent } from '../../events/event.ts';
import { dayOf } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Alert } from '../alert.ts';
import { makeAlert, nameWithId, userName } from '../message/alert-context.ts';
import type { ResolvedRule } from '../rule.ts';
import { accountSubjectIn, type EventBatch } from './occurred-sources.ts';

/** A user in an account, as an event names both. */
export interface AccountUser {
  readonly account: IdHash;
  readonly user: IdHash;
  readonly userId: string;
  readonly event: AcceptedEvent;
}

/** Returns the users and accounts that the wanted events name together. */
export function accountUsersIn(
  { sources, events }: EventBatch,
  isWanted: (event: AcceptedEvent) => boolean,
): readonly AccountUser[] {
  const { hashId } = sources;
  return events.flatMap(({ event }): AccountUser[] => {
    const { actor, accountId } = event;
    if (accountId === undefined || actor?.kind !== 'user' || !isWanted(event)) return [];
    const [account, user] = [hashId('account', accountId), hashId('user', actor.id)];
    return [{ account, user, userId: actor.id, event }];
  });
}

/** What is said of a user in an account: `who` is the name with the id. */
type MemberWords = (names: {
  readonly name: string;
  readonly who: string;
  readonly account: string;
}) => { readonly title: string; readonly text: string };

/** Returns the alert about an account that tells what a user did there. */
export async function memberAlert(
  batch: EventBatch,
  rule: ResolvedRule,
  { account, user, userId, event }: AccountUser,
  wordsOf: MemberWords,
): Promise<Alert> {
  const { context } = batch.sources;
  const subject = accountSubjectIn(batch, account, rule);
  const name = await userName(context, user);
  const own = wordsOf({ name, who: nameWithId(name, userId), account: subject.name });
  const words = { ...own, facts: { userId, userName: name } };
  return makeAlert(rule, { subject, day: dayOf(event.occurredAt), words }, context);
}
