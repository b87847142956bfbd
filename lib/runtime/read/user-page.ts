import { openCounts } from '../../counts/open-counts.ts';
import { identityResolver } from '../../events/identity-link.ts';
import type { SnapshotQuery } from '../../http/schema/query-schemas.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import { derivedOf, idOf } from '../../scores/read/snapshot-window.ts';
import { userView } from '../../scores/read/subject-view.ts';
import {
  explanationStart,
  userAccounts,
  userExplanation,
} from '../../scores/read/user-explanation.ts';
import { eventDays, userFeatureDays } from '../../scores/read/user-features.ts';
import { type CountServices, countSources } from '../services/job-sources.ts';
import type { Uses } from '../services/services.ts';
import { openSnapshot } from './open-snapshot.ts';
import {
  notInScores,
  otherVersionScore,
  type RequestedSubject,
  subjectPage,
} from './subject-page.ts';
import { createNames, withProfiles } from './with-profiles.ts';

/** Counts tell what a user did, profiles and alerts the rest. */
type UserPageServices = CountServices & Uses<'profiles' | 'alerts'>;

/** A user in a snapshot, with all ids that are the same person. */
interface RequestedUser extends RequestedSubject {
  readonly resolve: (hash: IdHash) => IdHash;
  readonly ids: ReadonlySet<IdHash>;
}

async function openUser(
  services: UserPageServices,
  id: string,
  query: SnapshotQuery,
): Promise<RequestedUser> {
  const open = await openSnapshot(services, query);
  const links = await services.profiles.allLinks();
  const resolve = identityResolver(links);
  const hash = resolve((await services.hashing.idHasher())('user', id));
  const linked = links.map(({ from }) => from).filter((from) => resolve(from) === hash);
  const row = findRow(open.snapshot.scores.users.hash, hash);
  // Without an id: erased, and only its counts are left.
  if (row < 0 || !idOf(open.snapshot, hash)) throw notInScores('user', id, open.about.asOf);
  const snapshot = await withProfiles(services, 'user', open.snapshot, [row]);
  return { ...open, snapshot, kind: 'user', hash, row, resolve, ids: new Set([hash, ...linked]) };
}

/** Reads what a user did in the window of a snapshot and in the one before, day by day. */
async function readCounts(services: CountServices, { about, ids }: RequestedUser) {
  const from = explanationStart(about.window, about.asOf);
  const sources = await countSources(services);
  const read = await openCounts(sources, from, about.asOf, services.clock());
  return (await Promise.all(read.days.map((day) => read.forUsers(day, ids)))).flat();
}

/**
 * Returns all there is to say of one user.
 *
 * @throws BarometerError `not_found` for a user that the snapshot lacks
 */
export async function userPage(services: UserPageServices, id: string, query: SnapshotQuery) {
  const { blocks, caches, profiles } = services;
  const user = await openUser(services, id, query);
  const { snapshot, about, row, hash, ids } = user;
  const counts = await readCounts(services, user);
  const otherVersion = await otherVersionScore(services, user, query);
  const { accounts } = snapshot.scores;
  const own = derivedOf(snapshot.scores).accountsOf(row);
  const ownProfiles = await profiles.getMany(
    'account',
    own.map((account) => accounts.hash[account] ?? ''),
  );
  const named = userAccounts(user, counts);
  const accountNameOf = await createNames(services, 'account', snapshot, named);
  const lifetime = await caches.lifetimeIndex.readForUsers(blocks, ids);
  const days = eventDays(ids, lifetime, counts, about.asOf);
  const itsProfiles = [snapshot.userProfiles?.get(hash), ...ownProfiles];
  return subjectPage(services, user, {
    view: userView(snapshot, row),
    explanation: userExplanation({ ...user, accountNameOf }, counts, otherVersion),
    used: userFeatureDays(snapshot, days, itsProfiles),
  });
}
