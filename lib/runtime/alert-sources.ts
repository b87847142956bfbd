import type { AlertContext } from '../alerts/alert-context.ts';
import { type Champion, championOf } from '../alerts/champion.ts';
import { type KnownPast, knownPast } from '../alerts/known-past.ts';
import type { OccurredSources } from '../alerts/occurred-sources.ts';
import type { PastScores } from '../alerts/raise-crossed.ts';
import type { Directory } from '../counts/directory.ts';
import { everHeads } from '../counts/ever.ts';
import { everCells } from '../counts/ever-columns.ts';
import { dayOf } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { listModels } from '../model/models.ts';
import { traitOn } from '../scores/profiles.ts';
import { readSide } from '../scores/read-side.ts';
import { rowOf } from '../scores/row-of.ts';
import { headOn } from '../scores/snapshots.ts';
import { lastClosed, segmentsLastClosed } from './last-closed.ts';
import type { ApiServices } from './services.ts';

type AlertServices = Omit<ApiServices, 'startRun' | 'startErasure'>;

/** Some 150 bytes each in memory; beyond that first times are told only by what clients say. */
const MOST_PAST_ROWS = 1_000_000;

/** What a user is called in its own profile. */
function userNames({ profiles, clock }: AlertServices) {
  return async (user: IdHash): Promise<string | undefined> => {
    const stored = await profiles.get('user', user);
    const named = (trait: string) => traitOn(stored?.profile, trait, dayOf(clock()));
    const name = named('name') ?? named('email');
    return name === undefined || name === null ? undefined : String(name);
  };
}

/** What alerts are written with, but for the accounts' profiles. */
export function writingContext(
  services: AlertServices,
  directory: Directory,
): Omit<AlertContext, 'accounts'> {
  const { hashing, clock, settings } = services;
  return {
    fingerprint: hashing.fingerprint,
    directory,
    userName: userNames(services),
    raisedAt: new Date(clock()).toISOString(),
    ...(settings.accountUrl === undefined ? {} : { accountUrl: settings.accountUrl }),
  };
}

/** The day that a rule looked at last, and the one that it asks about: of large products no more fit. */
const PAST_DAYS_HELD = 2;

/** Reads earlier days as they were reported, and holds the last ones for the rules that come. */
export function reportedScores({ blocks }: Pick<AlertServices, 'blocks'>): PastScores {
  const days = new Map<string, ReturnType<PastScores>>();
  const read: PastScores = async (model, day, of) => {
    const head = await headOn(blocks, model, day, true);
    return head && readSide(blocks, model, head, of);
  };
  return (model, day, of) => {
    const key = `${of}/${model}/${day}`;
    const scores = days.get(key) ?? read(model, day, of);
    days.delete(key);
    days.set(key, scores);
    const [oldest = key] = days.keys();
    if (days.size > PAST_DAYS_HELD) days.delete(oldest);
    return scores;
  };
}

/** The last closed day's top member of an account; undefined before one is closed. */
function champions(services: AlertServices, context: Omit<AlertContext, 'accounts'>) {
  const { blocks, caches } = services;
  return async (account: IdHash): Promise<Champion | undefined> => {
    const scores = await lastClosed(services, 'default');
    if (!scores) return undefined;
    const window = scores.windows.findIndex((w) => w.window === scores.headlineWindow);
    const directory = await caches.directory.read(blocks);
    const at = rowOf(scores.accounts.hash, account);
    return championOf(scores, window, at, { ...context, directory, accounts: new Map() });
  };
}

/** What happened before the last day close, read anew when a day was closed since. */
async function readPast({ blocks, caches }: AlertServices): Promise<KnownPast | undefined> {
  const { version, rows } = await everHeads(blocks);
  const { tail, ever } = caches;
  if (tail.past?.version === version) return tail.past.known;
  const known = rows > MOST_PAST_ROWS ? undefined : knownPast(everCells(await ever.read(blocks)));
  tail.past = { version, known };
  return known;
}

/** What rules about things that happen look at. */
export async function occurredSources(
  services: AlertServices,
  directory: Directory,
): Promise<OccurredSources> {
  const { alerts, documents, profiles, hashing, clock, caches } = services;
  const context = writingContext(services, directory);
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
    champion: champions(services, context),
    segments: segmentsLastClosed(services),
    settled: caches.tail.settled,
  };
}
