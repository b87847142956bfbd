import type { AlertContext } from '../../../alerts/message/alert-context.ts';
import { accountChampion, type Champion } from '../../../alerts/message/champion.ts';
import type { OccurredSources } from '../../../alerts/occurred/occurred-sources.ts';
import { type PriorActivity, priorActivity } from '../../../alerts/occurred/prior-activity.ts';
import type { PastScores } from '../../../alerts/rules/evaluate-rule.ts';
import type { Directory } from '../../../counts/directory/directory.ts';
import { readLifetimeVersion } from '../../../counts/lifetime/lifetime-cache.ts';
import { lifetimeCells } from '../../../counts/lifetime/lifetime-columns.ts';
import { dayOf } from '../../../model/day.ts';
import type { IdHash } from '../../../model/id-hash.ts';
import { isoInstant } from '../../../model/instant.ts';
import { listModels } from '../../../model/model-versions.ts';
import { findRow } from '../../../scores/columns/find-row.ts';
import { traitOn } from '../../../scores/conditions/profiles.ts';
import { readSubjects } from '../../../scores/snapshot/read-snapshot.ts';
import { headOn } from '../../../scores/snapshot/snapshots.ts';
import { lastClosedScores, lastClosedSegments } from '../../read/last-closed-scores.ts';
import { createLruCache } from '../../services/lru-cache.ts';
import type { ApiServices } from '../../services/services.ts';

/** What alerts are written with. */
export type AlertTextServices = Pick<ApiServices, 'profiles' | 'clock' | 'hashing' | 'settings'>;

/** What rules about things that happen look at. */
export type OccurredServices = AlertTextServices &
  Pick<ApiServices, 'alerts' | 'documents' | 'blocks' | 'caches'>;

/** At some 150 bytes each in memory; beyond that, first times are known only by what clients say. */
const MAX_PAST_ROWS = 1_000_000;

/** What a user is called in its own profile. */
function userNameReader({ profiles, clock }: AlertTextServices) {
  return async (user: IdHash): Promise<string | undefined> => {
    const stored = await profiles.get('user', user);
    const named = (trait: string) => traitOn(stored?.profile, trait, dayOf(clock()));
    const name = named('name') ?? named('email');
    return name === undefined || name === null ? undefined : String(name);
  };
}

/** What alerts are written with, but for the accounts' profiles. */
export function baseAlertContext(
  services: AlertTextServices,
  directory: Directory,
): Omit<AlertContext, 'accounts'> {
  const { hashing, clock, settings } = services;
  return {
    fingerprint: hashing.fingerprint,
    directory,
    userName: userNameReader(services),
    raisedAt: isoInstant(clock()),
    ...(settings.accountUrl === undefined ? {} : { accountUrl: settings.accountUrl }),
  };
}

/** The day that a rule looked at last, and the one that it asks about: of large products no more fit. */
const PAST_DAYS_HELD = 2;

/** Reads earlier days as they were reported, and holds the last ones for the rules that come. */
export function createReportedScores({
  blocks,
  clock,
}: Pick<ApiServices, 'blocks' | 'clock'>): PastScores {
  type Found = { readonly scores: Awaited<ReturnType<PastScores>> };
  const days = createLruCache<Found>(clock, { entries: PAST_DAYS_HELD });
  const read: PastScores = async (model, day, kind) => {
    const head = await headOn(blocks, model, day, true);
    return head && readSubjects(blocks, model, head, kind);
  };
  return async (model, day, kind) => {
    const load = async () => ({ scores: await read(model, day, kind) });
    return (await days.fetch(`${kind}/${model}/${day}`, load)).scores;
  };
}

/** The last closed day's top member of an account; undefined before one is closed. */
function championReader(
  services: Pick<ApiServices, 'blocks' | 'caches'>,
  context: Omit<AlertContext, 'accounts'>,
) {
  const { blocks, caches } = services;
  return async (account: IdHash): Promise<Champion | undefined> => {
    const scores = await lastClosedScores(services, 'default');
    if (!scores) return undefined;
    const window = scores.windows.findIndex((w) => w.window === scores.headlineWindow);
    const directory = await caches.directory.read(blocks);
    const row = findRow(scores.accounts.hash, account);
    return accountChampion(scores, window, row, { ...context, directory, accounts: new Map() });
  };
}

/** What happened before the last day close, read anew when a day was closed since. */
async function readPast({
  blocks,
  caches,
}: Pick<ApiServices, 'blocks' | 'caches'>): Promise<PriorActivity | undefined> {
  const { version, rows } = await readLifetimeVersion(blocks);
  const { tail, lifetimeIndex } = caches;
  if (tail.past?.version === version) return tail.past.known;
  const known =
    rows > MAX_PAST_ROWS
      ? undefined
      : priorActivity(lifetimeCells(await lifetimeIndex.read(blocks)));
  tail.past = { version, known };
  return known;
}

/** What rules about things that happen look at. */
export async function occurredSources(
  services: OccurredServices,
  directory: Directory,
): Promise<OccurredSources> {
  const { alerts, documents, profiles, hashing, clock, caches } = services;
  const context = baseAlertContext(services, directory);
  const models = await listModels(documents);
  return {
    alerts,
    documents,
    profiles,
    hashId: await hashing.idHasher(),
    context,
    now: clock(),
    models: new Map(models.map(({ model }) => [model.id, model])),
    past: () => readPast(services),
    champion: championReader(services, context),
    segments: lastClosedSegments(services),
    settled: caches.tail.settled,
  };
}
