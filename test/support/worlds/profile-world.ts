import type { AcceptedEvent } from '../../../lib/events/event.ts';
import type { ProfileStore } from '../../../lib/events/profile-store.ts';
import { type ReceivedEvent, updateProfiles } from '../../../lib/events/update-profiles.ts';
import { anEvent } from '../builders/an-event.ts';
import { hashId } from '../builders/hash-id.ts';

/** An event that a new source received a second later. */
export function received(event: AcceptedEvent, given: Partial<ReceivedEvent> = {}): ReceivedEvent {
  return { event, receivedAt: event.occurredAt + 1_000, sourceWasKnown: false, ...given };
}

export function identify(
  user: string,
  traits: AcceptedEvent['traits'],
  instant: string,
): AcceptedEvent {
  return {
    ...anEvent({ user, at: instant, event: '$identify' }),
    kind: 'identify',
    ...(traits && { traits }),
  };
}

export function group(
  account: string,
  traits: AcceptedEvent['traits'],
  instant: string,
): AcceptedEvent {
  const event = anEvent({ user: 'ada', account, at: instant, event: '$group' });
  return { ...event, kind: 'group', ...(traits && { traits }) };
}

/** Updates the profiles by some events, by a job that knows no account yet. */
export async function apply(store: ProfileStore, ...events: readonly ReceivedEvent[]) {
  await updateProfiles(store, events, hashId, new Set());
}

const byHash = <T extends { readonly hash: string }>(items: readonly T[]) =>
  [...items].sort((a, b) => (a.hash < b.hash ? -1 : 1));

/** All users, accounts and links, in an order of their own. */
export async function everything(store: ProfileStore) {
  const links = [...(await store.allLinks())].sort((a, b) => (a.from < b.from ? -1 : 1));
  return {
    users: byHash(await store.all('user')),
    accounts: byHash(await store.all('account')),
    links,
  };
}
