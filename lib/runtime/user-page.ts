import { openCounts } from '../counts/open-counts.ts';
import { resolverOf } from '../events/link.ts';
import type { SnapshotQuery } from '../http/list-query.ts';
import { BarometerError } from '../model/barometer-error.ts';
import type { IdHash } from '../model/id-hash.ts';
import { stepsOf } from '../scores/account-page.ts';
import { featureUses, nextStep } from '../scores/feature-uses.ts';
import { derivedOf } from '../scores/reading.ts';
import { rowOf } from '../scores/row-of.ts';
import { explanationFrom, userExplanation } from '../scores/user-explanation.ts';
import { eventDays, userFeatureDays } from '../scores/user-features.ts';
import { userView } from '../scores/user-view.ts';
import { countSources } from './job-sources.ts';
import { type OpenReading, openReading } from './open-reading.ts';
import { otherVersionThen } from './other-version.ts';
import { recentAlerts } from './recent-alerts.ts';
import type { ApiServices } from './services.ts';

/** A user in a snapshot, with all ids that are the same person. */
interface Person {
  readonly at: number;
  readonly hash: IdHash;
  readonly resolve: (hash: IdHash) => IdHash;
  readonly ids: ReadonlySet<IdHash>;
}

async function personOf(services: ApiServices, open: OpenReading, id: string): Promise<Person> {
  const links = await services.profiles.allLinks();
  const resolve = resolverOf(links);
  const hash = resolve((await services.hashing.idHasher())('user', id));
  const linked = links.map(({ from }) => from).filter((from) => resolve(from) === hash);
  const at = rowOf(open.reading.scores.users.hash, hash);
  return { at, hash, resolve, ids: new Set([hash, ...linked]) };
}

/** What a user did, event by event, what that did to its score, and what it uses since when. */
async function doings(
  services: ApiServices,
  open: OpenReading,
  asked: SnapshotQuery,
  { at, hash, resolve, ids }: Person,
) {
  const { blocks, caches, profiles, clock } = services;
  const { reading, model, about } = open;
  const from = explanationFrom(about.window, about.asOf);
  const read = await openCounts(await countSources(services), from, about.asOf, clock());
  const counts = (await Promise.all(read.days.map((day) => read.about(day, ids)))).flat();
  const then = await otherVersionThen(services, open, asked, 'user', hash);
  const { hash: accounts } = reading.scores.accounts;
  const own = derivedOf(reading.scores)
    .accountsOf(at)
    .map((a) => accounts[a] ?? '');
  const [[profile], itsAccounts] = await Promise.all([
    profiles.getMany('user', [hash]),
    profiles.getMany('account', own),
  ]);
  const days = eventDays(ids, await caches.ever.readAbout(blocks, ids), counts, about.asOf);
  const used = userFeatureDays(model, days, [profile, ...itsAccounts], about.asOf);
  return {
    profile,
    used,
    explanation: userExplanation(reading, at, counts, resolve, model, then),
  };
}

/** All there is to say of one user. Throws `not_found` for one that the snapshot lacks. */
export async function userPage(services: ApiServices, id: string, asked: SnapshotQuery) {
  const open = await openReading(services, asked);
  const { reading, model, about } = open;
  const person = await personOf(services, open, id);
  // Without an id: erased, and only its counts are left.
  if (!userView(reading, model, person.at)?.userId) {
    const message = `the user '${id}' is not in the scores of ${about.asOf}`;
    throw new BarometerError('not_found', message);
  }
  const { profile, used, explanation } = await doings(services, open, asked, person);
  const userProfiles = new Map(profile ? [[person.hash, profile]] : []);
  const view = userView({ ...reading, userProfiles }, model, person.at);
  const steps = stepsOf(model.activation?.user, reading.scores.users.steps, person.at);
  return {
    ...view,
    activation: view?.activation && { ...view.activation, steps },
    explanation,
    features: featureUses(reading, model, used),
    nextStep: nextStep(reading, model, used),
    alerts: await recentAlerts(services, person.hash),
    ...about,
  };
}
