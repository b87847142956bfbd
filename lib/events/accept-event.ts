import { instantFault, type Receipt } from './accepted-window.ts';
import { countedName } from './counted-name.ts';
import type { AcceptedEvent, Actor, PostedEvent, Refusal } from './event.ts';
import { eventIdentity, type IdentityContext } from './event-identity.ts';
import { pickTraits } from './pick-traits.ts';
import { refuse } from './refuse.ts';
import { MAX_ID, MAX_MESSAGE_ID, textFault } from './text-limits.ts';

/** What acceptance has to know besides the event. */
export interface AcceptContext extends IdentityContext, Receipt {
  /** Names of the traits that may be kept. */
  readonly keptTraits: ReadonlySet<string>;
  /** Who was erased. @default nobody */
  readonly isSuppressed?: ((kind: Actor['kind'], id: string) => boolean) | undefined;
}

const ID_FIELDS = ['userId', 'anonymousId', 'accountId', 'previousId'] as const;

function idFault(posted: PostedEvent): Refusal | undefined {
  for (const field of ID_FIELDS) {
    const id = posted[field];
    const fault = id === undefined ? undefined : textFault(id, MAX_ID);
    if (fault) return refuse('invalid_id', `${field} ${fault}`);
  }
  const fault = posted.messageId && textFault(posted.messageId, MAX_MESSAGE_ID);
  return fault ? refuse('invalid_message_id', `messageId ${fault}`) : undefined;
}

/** What each kind of call cannot do without. */
function missingFieldFault(posted: PostedEvent): Refusal | undefined {
  const { type, userId, anonymousId, accountId } = posted;
  if (type === 'alias') {
    if (userId === undefined) return refuse('no_user_id', 'an alias call needs a userId');
    if (posted.previousId === undefined) {
      return refuse('no_previous_id', 'an alias call needs a previousId');
    }
  }
  if (type === 'group' && accountId === undefined) {
    return refuse('no_account_id', 'a group call needs a groupId');
  }
  const usable = type === 'identify' ? undefined : accountId;
  if (userId === undefined && anonymousId === undefined && usable === undefined) {
    return refuse('no_user_id', 'there is neither userId nor anonymousId nor an account');
  }
  return undefined;
}

function actorOf({ userId, anonymousId }: PostedEvent): Actor | undefined {
  if (userId !== undefined) return { kind: 'user', id: userId };
  return anonymousId === undefined ? undefined : { kind: 'anonymous', id: anonymousId };
}

/**
 * Only `identify` with both ids, and `alias`, say that two ids are the same person. An `identify` with an
 * earlier id says that this one was no user's, though it may have been taken for one.
 */
function linkOf({ type, userId, anonymousId, previousId }: PostedEvent): Actor | undefined {
  if (type !== 'alias' && type !== 'identify') return undefined;
  const other = previousId ?? (type === 'identify' && userId ? anonymousId : undefined);
  if (!other || other === userId) return undefined;
  return { kind: type === 'identify' && previousId ? 'user' : 'anonymous', id: other };
}

/** An id that was erased is not taken in beside another's either. */
function keptLink(
  posted: PostedEvent,
  isSuppressed: AcceptContext['isSuppressed'],
): Actor | undefined {
  const link = linkOf(posted);
  if (!link || !isSuppressed) return link;
  // An alias may name a user by its `previousId`.
  return isSuppressed(link.kind, link.id) || isSuppressed('user', link.id) ? undefined : link;
}

function suppressedFault(
  posted: PostedEvent,
  isSuppressed: AcceptContext['isSuppressed'],
): Refusal | undefined {
  const actor = actorOf(posted);
  if (!actor || !isSuppressed?.(actor.kind, actor.id)) return undefined;
  return refuse('suppressed', 'the user was erased and is not taken in again');
}

function kindOf({ type }: PostedEvent): AcceptedEvent['kind'] {
  return type === 'page' || type === 'screen' ? 'track' : type;
}

/** Who did it, where, and what it says of them: the parts that may be absent. */
function optionalFields(posted: PostedEvent, { keptTraits, isSuppressed }: AcceptContext) {
  const actor = actorOf(posted);
  const link = keptLink(posted, isSuppressed);
  const traits = pickTraits(posted.traits, keptTraits);
  return {
    ...(actor && { actor }),
    ...(posted.accountId !== undefined && { accountId: posted.accountId }),
    ...(link && { link }),
    ...(traits && { traits }),
  };
}

/** An event as it will be counted, or the reason why it will not; `index` is its position in the request, from 0. */
export function acceptEvent(
  posted: PostedEvent,
  index: number,
  context: AcceptContext,
): AcceptedEvent | Refusal {
  const occurredAt = posted.timestamp ?? context.receivedAt;
  const fault =
    idFault(posted) ??
    missingFieldFault(posted) ??
    suppressedFault(posted, context.isSuppressed) ??
    instantFault(occurredAt, context);
  if (fault) return fault;
  const event = countedName(posted);
  if (typeof event !== 'string') return event;
  return {
    index,
    kind: kindOf(posted),
    ...optionalFields(posted, context),
    event,
    occurredAt,
    dated: posted.timestamp !== undefined,
    fingerprint: eventIdentity(posted, event, context),
  };
}
