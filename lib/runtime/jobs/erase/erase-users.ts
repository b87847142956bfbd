import { randomUUID } from 'node:crypto';
import { redactor } from '../../../alerts/publish/erase-from-alert.ts';
import { identityResolver } from '../../../events/identity-link.ts';
import { BarometerError } from '../../../model/barometer-error.ts';
import type { Document } from '../../../model/document-store.ts';
import type { IdHash } from '../../../model/id-hash.ts';
import { instantMs, isoInstant } from '../../../model/instant.ts';
import type { Uses } from '../../services/services.ts';
import type { Suppression } from '../../services/suppressions.ts';
import { type LeaseServices, SCORE_LEASE, withLease } from '../score/with-lease.ts';
import { eraseTraces, type TraceServices } from './erase-traces.ts';

/**
 * Ingest may take a user in for half a minute after it was suppressed, a put of its may take as
 * long again, and a seal that has read a batch writes ids for some more: what is erased after
 * this long stays erased.
 */
const SETTLED_AFTER_MS = 3 * 60_000;

type PersonServices = Uses<'profiles' | 'blocks' | 'caches'>;

export type SuppressServices = PersonServices &
  Uses<'documents' | 'hashing' | 'clock' | 'suppressions'>;

export type ErasureServices = TraceServices & SuppressServices & LeaseServices;

const KIND = 'suppression';
const NAMING_TRAITS = ['name', 'email'] as const;

/** All ids that are the same person: those linked with a user, and the user. */
async function idsOfPerson({ profiles }: PersonServices, hash: IdHash): Promise<IdHash[]> {
  const links = await profiles.allLinks();
  const resolve = identityResolver(links);
  const person = resolve(hash);
  const linked = links.flatMap(({ from, to }) => [from, to]);
  return [...new Set([hash, ...linked.filter((each) => resolve(each) === person)])];
}

async function textsNaming(services: PersonServices, hashes: readonly IdHash[]): Promise<string[]> {
  const { caches, blocks, profiles } = services;
  const directory = await caches.directory.read(blocks);
  const ids = hashes.flatMap((hash) => directory.get(hash)?.id ?? []);
  const known = await profiles.getMany('user', hashes);
  const names = known.flatMap(({ traits }) =>
    NAMING_TRAITS.flatMap((name) => (traits[name] ?? []).map(({ value }) => value)),
  );
  return [...ids, ...names.filter((name) => typeof name === 'string' && name !== '').map(String)];
}

/** The erasure of a user, by any of the ids that were erased with it. */
export async function findErasure(
  { documents, hashing }: Uses<'documents' | 'hashing'>,
  userId: string,
): Promise<Document<Suppression> | undefined> {
  const hash = (await hashing.idHasher())('user', userId);
  const own = await documents.get<Suppression>(KIND, hash);
  if (own) return own;
  const all = await documents.list<Suppression>(KIND);
  return all.find(({ body }) => body.hashes.includes(hash));
}

/** Suppresses a user from now on. Returns the first erasure when there is one already. */
export async function beginErasure(
  services: SuppressServices,
  userId: string,
): Promise<Suppression> {
  const { documents, hashing, clock, suppressions } = services;
  const known = await findErasure(services, userId);
  if (known) return known.body;
  const hash = (await hashing.idHasher())('user', userId);
  const hashes = await idsOfPerson(services, hash);
  const suppression: Suppression = {
    hashes,
    status: 'initialized',
    requestedAt: isoInstant(clock()),
    words: [...new Set([userId, ...(await textsNaming(services, hashes))])],
  };
  await documents.put(KIND, hash, suppression, 0);
  suppressions.clear();
  return (await documents.get<Suppression>(KIND, hash))?.body ?? suppression;
}

/** Lets a user come back. Returns whether it was suppressed; throws `conflict` before it is erased. */
export async function endSuppression(services: SuppressServices, userId: string): Promise<boolean> {
  const found = await findErasure(services, userId);
  if (!found) return false;
  if (found.body.status !== 'finished') {
    throw new BarometerError('conflict', 'the erasure is under way, wait until it is finished');
  }
  const removed = await services.documents.remove(KIND, found.id);
  services.suppressions.clear();
  return removed;
}

type PendingErasure = Document<Suppression>;

async function pendingErasures({
  documents,
}: Uses<'documents'>): Promise<readonly PendingErasure[]> {
  const all = await documents.list<Suppression>(KIND);
  return all.filter(({ body }) => body.status !== 'finished');
}

function isSettled({ body }: PendingErasure, instant: number): boolean {
  return instant >= instantMs(body.requestedAt) + SETTLED_AFTER_MS;
}

/** Whether a pass now would finish an erasure. */
export async function isErasureDue(services: Uses<'documents' | 'clock'>): Promise<boolean> {
  const now = services.clock();
  return (await pendingErasures(services)).some((pending) => isSettled(pending, now));
}

/** Adds the ids and words that came to be known since the request. */
async function refreshErasure(
  services: SuppressServices,
  pending: PendingErasure,
): Promise<PendingErasure> {
  const { id, body } = pending;
  const hashes = [...new Set([...body.hashes, ...(await idsOfPerson(services, id))])];
  const words = [...new Set([...(body.words ?? []), ...(await textsNaming(services, hashes))])];
  const running: Suppression = { ...body, hashes, words, status: 'running' };
  return (await services.documents.put(KIND, id, running, pending.version)) ?? pending;
}

async function finishErasure(
  services: Uses<'documents' | 'clock'>,
  pending: PendingErasure,
  begunMs: number,
): Promise<boolean> {
  const { hashes, requestedAt } = pending.body;
  if (!isSettled(pending, begunMs)) return false;
  const finishedAt = isoInstant(services.clock());
  const finished: Suppression = { hashes, status: 'finished', requestedAt, finishedAt };
  await services.documents.put(KIND, pending.id, finished, pending.version);
  return true;
}

/** What is kept of the failure is not its message: that may hold what is to be erased. */
async function recordFailure(
  services: Uses<'documents'>,
  all: readonly PendingErasure[],
): Promise<void> {
  for (const { id, body, version } of all) {
    const error = 'it broke off and is tried again with the next scoring run; the log has why';
    await services.documents.put(KIND, id, { ...body, status: 'failed', error }, version);
  }
}

async function runPass(
  services: ErasureServices,
  pending: readonly PendingErasure[],
): Promise<number> {
  const begunMs = services.clock();
  services.suppressions.clear();
  const all: PendingErasure[] = [];
  for (const each of pending) all.push(await refreshErasure(services, each));
  try {
    const erased = new Set(all.flatMap(({ body }) => body.hashes));
    await eraseTraces(services, erased, redactor(all.flatMap(({ body }) => body.words ?? [])));
  } catch (error) {
    await recordFailure(services, all);
    throw error;
  }
  let finished = 0;
  for (const each of all) if (await finishErasure(services, each, begunMs)) finished++;
  return finished;
}

/**
 * Erases those who are to be erased. The first pass takes away what there is; one that begins
 * three minutes after the request takes what was on its way, and finishes. Under the lease of the
 * scoring runs, which write to the directory as well; while one is under way nothing is done.
 *
 * @returns how many erasures are finished now, and how many need another pass
 */
export async function runErasures(services: ErasureServices) {
  const pending = await pendingErasures(services);
  if (pending.length === 0) return { finished: 0, running: 0 };
  const leased = await withLease(services, SCORE_LEASE, randomUUID(), () =>
    runPass(services, pending),
  );
  const finished = leased === 'taken' ? 0 : leased.done;
  return { finished, running: pending.length - finished };
}
