import type { AcceptedEvent } from '../../events/event.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { EventBatch } from './occurred-sources.ts';

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
