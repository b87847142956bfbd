import { segmentsAt } from '../../../alerts/evaluate/evaluate-segments.ts';
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
import type { DayScores } from '../../../scores/snapshot/day-scores.ts';
import { readSubjects } from '../../../scores/snapshot/read-snapshot.ts';
import { headOn, lastClosedHead } from '../../../scores/snapshot/snapshots.ts';
import { createLruCache } from '../../services/lru-cache.ts';
import type { Uses } from '../../services/services.ts';

export type AlertTextServices = Uses<'profiles' | 'clock' | 'hashing' | 'settings'>;

export type OccurredServices = AlertTextServices &
  Uses<'alerts' | 'documents' | 'blocks' | 'caches'>;

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
export function createReportedScores({ blocks, clock }: Uses<'blocks' | 'clock'>): PastScores {
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

/** Chunks of 300 KB: a snapshot beyond that is too much to open for one name. */
const MAX_CHUNKS = 60;

/**
 * Returns the scores of a model's last closed day; undefined before there is one, or when it is too
 * large to open.
 */
async function lastClosedScores(
  { blocks, caches }: Uses<'blocks' | 'caches'>,
  model: string,
): Promise<DayScores | undefined> {
  const head = await lastClosedHead(blocks, model);
  if (!head || head.block.chunks > MAX_CHUNKS) return undefined;
  return caches.snapshots.read(blocks, model, head);
}

/**
 * Returns in which segments somebody was on the last closed day; users also in those of their
 * accounts.
 */
function lastClosedSegments(
  services: Uses<'blocks' | 'caches'>,
): NonNullable<OccurredSources['segments']> {
  return async (model, subjectKind, subject) => {
    const scores = await lastClosedScores(services, model);
    if (!scores) return undefined;
    const row = findRow((subjectKind === 'user' ? scores.users : scores.accounts).hash, subject);
    return row < 0 ? undefined : segmentsAt({ scores, subjectKind }, row);
  };
}

/** The last closed day's top member of an account; undefined before one is closed. */
function championReader(
  services: Uses<'blocks' | 'caches'>,
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
}: Uses<'blocks' | 'caches'>): Promise<PriorActivity | undefined> {
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
