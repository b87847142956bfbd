import { openCounts } from '../../counts/open-counts.ts';
import { identityResolver } from '../../events/identity-link.ts';
import type { SnapshotQuery } from '../../http/schema/query-schemas.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { findRow } from '../../scores/columns/find-row.ts';
import { activationSteps } from '../../scores/read/account-explanation.ts';
import { featureUsage, nextAdoptionStep } from '../../scores/read/feature-usage.ts';
import { derivedOf } from '../../scores/read/snapshot-window.ts';
import { explanationStart, userExplanation } from '../../scores/read/user-explanation.ts';
import { eventDays, userFeatureDays } from '../../scores/read/user-features.ts';
import { userView } from '../../scores/read/user-view.ts';
import { type CountServices, countSources } from '../services/job-sources.ts';
import type { ApiServices } from '../services/services.ts';
import { openSnapshot, type RequestedSnapshot } from './open-snapshot.ts';
import { otherVersionScore } from './other-version-score.ts';
import { recentAlerts } from './recent-alerts.ts';

/** Counts tell what a user did, profiles and alerts the rest. */
export type UserPageServices = CountServices & Pick<ApiServices, 'profiles' | 'alerts'>;

/** A user in a snapshot, with all ids that are the same person. */
interface Person {
  readonly row: number;
  readonly hash: IdHash;
  readonly resolve: (hash: IdHash) => IdHash;
  readonly ids: ReadonlySet<IdHash>;
}

async function personOf(
  services: UserPageServices,
  open: RequestedSnapshot,
  id: string,
): Promise<Person> {
  const links = await services.profiles.allLinks();
  const resolve = identityResolver(links);
  const hash = resolve((await services.hashing.idHasher())('user', id));
  const linked = links.map(({ from }) => from).filter((from) => resolve(from) === hash);
  const row = findRow(open.snapshot.scores.users.hash, hash);
  return { row, hash, resolve, ids: new Set([hash, ...linked]) };
}

/** What a user did, event by event, what that did to its score, and what it uses since when. */
async function readActivity(
  services: UserPageServices,
  open: RequestedSnapshot,
  query: SnapshotQuery,
  { row, hash, resolve, ids }: Person,
) {
  const { blocks, caches, profiles, clock } = services;
  const { snapshot, model, about } = open;
  const from = explanationStart(about.window, about.asOf);
  const read = await openCounts(await countSources(services), from, about.asOf, clock());
  const counts = (await Promise.all(read.days.map((day) => read.forUsers(day, ids)))).flat();
  const otherVersion = await otherVersionScore(services, open, query, 'user', hash);
  const { hash: accounts } = snapshot.scores.accounts;
  const own = derivedOf(snapshot.scores)
    .accountsOf(row)
    .map((a) => accounts[a] ?? '');
  const [[profile], itsAccounts] = await Promise.all([
    profiles.getMany('user', [hash]),
    profiles.getMany('account', own),
  ]);
  const days = eventDays(
    ids,
    await caches.lifetimeIndex.readForUsers(blocks, ids),
    counts,
    about.asOf,
  );
  const used = userFeatureDays(model, days, [profile, ...itsAccounts], about.asOf);
  return {
    profile,
    used,
    explanation: userExplanation(snapshot, row, counts, resolve, model, otherVersion),
  };
}

/** All there is to say of one user. Throws `not_found` for one that the snapshot lacks. */
export async function userPage(services: UserPageServices, id: string, query: SnapshotQuery) {
  const open = await openSnapshot(services, query);
  const { snapshot, model, about } = open;
  const person = await personOf(services, open, id);
  // Without an id: erased, and only its counts are left.
  if (!userView(snapshot, model, person.row)?.userId) {
    const message = `the user '${id}' is not in the scores of ${about.asOf}`;
    throw new BarometerError('not_found', message);
  }
  const { profile, used, explanation } = await readActivity(services, open, query, person);
  const userProfiles = new Map(profile ? [[person.hash, profile]] : []);
  const view = userView({ ...snapshot, userProfiles }, model, person.row);
  const steps = activationSteps(model.activation?.user, snapshot.scores.users.steps, person.row);
  return {
    ...view,
    activation: view?.activation && { ...view.activation, steps },
    explanation,
    features: featureUsage(snapshot, model, used),
    nextStep: nextAdoptionStep(snapshot, model, used),
    alerts: await recentAlerts(services, person.hash),
    ...about,
  };
}
