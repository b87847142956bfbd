import { BarometerError } from '../model/barometer-error.ts';
import { dayOf } from '../model/day.ts';
import { UPDATE_ATTEMPTS, updateDocument } from '../model/document-store.ts';
import { groupBy } from '../model/group-by.ts';
import type { HashId, IdHash } from '../model/id-hash.ts';
import { isoInstant } from '../model/instant.ts';
import type { AcceptedEvent, Traits } from './event.ts';
import type { IdentityLink } from './identity-link.ts';
import { type Profile, withTraits } from './profile.ts';
import type { ProfileStore } from './profile-store.ts';

/** An event with what its request says: profiles never look at a client's future. */
export interface ReceivedEvent {
  readonly event: AcceptedEvent;
  readonly receivedAt: number;
  /** Whether its source was past its first 30 days when it came. */
  readonly sourceWasKnown: boolean;
}

/** Returns when an event said something, in epoch milliseconds: no client writes in its future. */
export function writtenAt({
  event,
  receivedAt,
}: Pick<ReceivedEvent, 'event' | 'receivedAt'>): number {
  return Math.min(event.occurredAt, receivedAt);
}

/** One thing to write into a profile. */
interface ProfileChange {
  readonly kind: Profile['kind'];
  readonly hash: IdHash;
  readonly traits: Traits;
  readonly at: number;
  readonly receivedAt: number;
  readonly sourceWasKnown: boolean;
}

/** B2B events that say when an account or a user began, for clients that send no `createdAt`. */
const CREATION_EVENTS: Readonly<Record<Profile['kind'], string>> = {
  account: 'Account Created',
  user: 'Signed Up',
};

function traitsFor(kind: Profile['kind'], event: AcceptedEvent): Traits | undefined {
  const own = kind === 'account' ? 'group' : 'identify';
  if (event.kind === own && event.traits) return event.traits;
  return event.event === CREATION_EVENTS[kind]
    ? { createdAt: isoInstant(event.occurredAt) }
    : undefined;
}

function changesOf(received: ReceivedEvent, hashId: HashId): ProfileChange[] {
  const { event, receivedAt, sourceWasKnown } = received;
  const at = writtenAt(received);
  const changes: ProfileChange[] = [];
  if (event.accountId !== undefined) {
    const traits = traitsFor('account', event) ?? {};
    const hash = hashId('account', event.accountId);
    changes.push({ kind: 'account', hash, traits, at, receivedAt, sourceWasKnown });
  }
  const traits = traitsFor('user', event);
  if (event.actor && traits) {
    const hash = hashId(event.actor.kind, event.actor.id);
    changes.push({ kind: 'user', hash, traits, at, receivedAt, sourceWasKnown });
  }
  return changes;
}

type FirstSeen = NonNullable<Profile['firstSeen']>;

/** Of two sights at the same instant the one of a source that was new, so order cannot matter. */
function isEarlierSighting(a: FirstSeen, b: FirstSeen): boolean {
  return a.at < b.at || (a.at === b.at && !a.sourceWasKnown && b.sourceWasKnown);
}

/** The profile after a change; the very same object when there is nothing to write. */
function withChange(profile: Profile, change: ProfileChange): Profile {
  const { traits, at: occurredAt, receivedAt, sourceWasKnown } = change;
  const dated = withTraits(profile, traits, dayOf(occurredAt), occurredAt);
  if (profile.kind === 'user') return dated;
  const firstSeen = { at: receivedAt, sourceWasKnown };
  return profile.firstSeen && !isEarlierSighting(firstSeen, profile.firstSeen)
    ? dated
    : { ...dated, firstSeen };
}

async function writeProfile(
  store: ProfileStore,
  kind: Profile['kind'],
  hash: IdHash,
  changes: readonly ProfileChange[],
): Promise<void> {
  const isWritten = await updateDocument(
    () => store.get(kind, hash),
    async (stored) => {
      const before: Profile = stored?.profile ?? { kind, hash, traits: {} };
      const after = changes.reduce(withChange, before);
      return after === before || (await store.put(after, stored?.revision ?? 0)) || undefined;
    },
  );
  if (isWritten) return;
  const message = `a profile changed ${UPDATE_ATTEMPTS} times while being written`;
  throw new BarometerError('conflict', message);
}

function linksOf(received: ReceivedEvent, hashId: HashId): IdentityLink[] {
  const { event } = received;
  if (!event.link || event.actor?.kind !== 'user') return [];
  const to = hashId('user', event.actor.id);
  const isEither = event.kind === 'alias' || event.link.kind === 'user';
  const kinds = isEither ? (['anonymous', 'user'] as const) : [event.link.kind];
  const { id } = event.link;
  const at = writtenAt(received);
  return kinds.map((kind) => ({ from: hashId(kind, id), to, at }));
}

/** Accounts that are known to have a profile: most events say nothing new about theirs. */
export type KnownAccounts = Set<IdHash>;

/**
 * Writes what some events say of users and accounts besides counts: traits, first sight of an
 * account, links between ids. Doing it twice, or in another order, gives the same profiles.
 */
export async function updateProfiles(
  store: ProfileStore,
  received: readonly ReceivedEvent[],
  hashId: HashId,
  knownAccounts: KnownAccounts,
): Promise<void> {
  const changes = received
    .flatMap((item) => changesOf(item, hashId))
    // Bare sights of accounts that are known change nothing.
    .filter(({ hash, traits }) => Object.keys(traits).length > 0 || !knownAccounts.has(hash));
  for (const [kind, ofKind] of groupBy(changes, (change) => change.kind)) {
    for (const [hash, ofSubject] of groupBy(ofKind, (change) => change.hash)) {
      await writeProfile(store, kind, hash, ofSubject);
      if (kind === 'account') knownAccounts.add(hash);
    }
  }
  for (const link of received.flatMap((item) => linksOf(item, hashId))) await store.putLink(link);
}
