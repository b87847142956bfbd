import { raiseOccurred } from '../../../alerts/rules/raise-occurred.ts';
import type { CounterBatch } from '../../../counts/batch/counter-batch.ts';
import { idsInBatches } from '../../../counts/directory/directory.ts';
import type { AcceptedEvent } from '../../../events/event.ts';
import { type ReceivedEvent, updateProfiles } from '../../../events/update-profiles.ts';
import { MS_PER_DAY } from '../../../model/day.ts';
import type { DocumentStore } from '../../../model/document-store.ts';
import { MS_PER_HOUR } from '../../../model/hour.ts';
import { instantMs } from '../../../model/instant.ts';
import type { Caches } from '../../services/caches.ts';
import { ensureInstallation } from '../../services/installation.ts';
import type { Uses } from '../../services/services.ts';
import type { IsSuppressed } from '../../services/suppressions.ts';
import { type OccurredServices, occurredSources } from '../alerts/alert-sources.ts';
import { publishPending } from '../alerts/publish-pending.ts';
import { readKnownRules } from '../alerts/read-known-rules.ts';
import { recordLateReceipts } from './late-receipts.ts';

export type BatchServices = OccurredServices & Uses<'suppressions' | 'log'>;

export type TailServices = BatchServices & Uses<'batches' | 'publisher'>;

/** A put may take 30 s after its stamp, clocks differ: the tail reads two minutes twice. */
const OVERLAP_MS = 2 * 60_000;

interface TailCursor {
  /** Epoch milliseconds up to which batches were read. */
  readonly receivedAt: number;
}

/** Subjects that a source shows in its first 30 days may well have been there before it. */
const SOURCE_KNOWN_AFTER_MS = 30 * 24 * 3_600_000;

interface StoredSource {
  /** Epoch milliseconds of the first batch the tail saw of it. */
  readonly firstReceivedAt: number;
}

async function ensureFirstReceipt(
  documents: DocumentStore,
  source: string,
  receivedAt: number,
): Promise<number> {
  const made: StoredSource = { firstReceivedAt: receivedAt };
  const read = () => documents.get<StoredSource>('source', source);
  const stored =
    (await read()) ?? (await documents.put('source', source, made, 0)) ?? (await read());
  return stored?.body.firstReceivedAt ?? receivedAt;
}

/** Whether a source was past its first 30 days at a receipt; the first call makes it known. */
async function wasSourceKnown(
  documents: DocumentStore,
  sources: Caches['sources'],
  source: string,
  receivedAt: number,
): Promise<boolean> {
  let first = sources.get(source);
  if (first === undefined) {
    first = await ensureFirstReceipt(documents, source, receivedAt);
    sources.set(source, first);
  }
  return receivedAt - first >= SOURCE_KNOWN_AFTER_MS;
}

/** What is left to look at of an event of somebody who was erased: that its account was used. */
function withoutErasedActor(event: AcceptedEvent, isSuppressed?: IsSuppressed): AcceptedEvent {
  const { actor, link: _link, traits, ...rest } = event;
  if (!actor || !isSuppressed?.(actor.kind, actor.id)) return event;
  return { ...rest, ...(traits && event.kind === 'group' && { traits }) };
}

async function receivedEvents(
  services: BatchServices,
  batches: readonly CounterBatch[],
): Promise<ReceivedEvent[]> {
  const { documents, caches, suppressions } = services;
  const isSuppressed = await suppressions.predicate();
  const received: ReceivedEvent[] = [];
  for (const { source, receivedAt, events } of batches) {
    const known = await wasSourceKnown(documents, caches.sources, source, receivedAt);
    for (const each of events) {
      const event = withoutErasedActor(each, isSuppressed);
      received.push({ event, receivedAt, sourceWasKnown: known });
    }
  }
  return received;
}

/** What must be quick: profiles, and rules about things that happen. Doing it twice is harmless. */
export async function applyBatches(
  services: BatchServices,
  batches: readonly CounterBatch[],
): Promise<number> {
  if (batches.length === 0) return 0;
  const { documents, profiles, hashing, caches, clock } = services;
  await recordLateReceipts(documents, batches, clock());
  const hashId = await hashing.idHasher();
  const received = await receivedEvents(services, batches);
  await updateProfiles(profiles, received, hashId, caches.accounts);
  const rules = await readKnownRules(services);
  const sources = await occurredSources(services, idsInBatches(batches, hashId));
  await raiseOccurred(sources, rules, received);
  return received.length;
}

/** What a tail read; the last two minutes before it were read by the one before as well. */
export interface TailResult {
  readonly events: number;
  readonly refused: number;
}

/** Short steps, so that a tail that is cut off under load has done some; long ones after a pause. */
function stepMs(startMs: number, now: number): number {
  return now - startMs > MS_PER_DAY ? MS_PER_HOUR : 5 * 60_000;
}

/** Reads on from the cursor to now, step by step, and publishes what waits in outboxes. */
export async function runTail(services: TailServices): Promise<TailResult> {
  const { documents, batches, clock } = services;
  const now = clock();
  const cursor = await documents.get<TailCursor>('setting', 'tail');
  const begin = instantMs((await ensureInstallation(documents, clock)).createdAt);
  const from = Math.min(cursor?.body.receivedAt ?? begin, now) - OVERLAP_MS;
  let [events, refused] = [0, 0];
  let startMs = from;
  while (startMs <= now) {
    const to = Math.min(startMs + stepMs(startMs, now) - 1, now);
    const read = await batches.readBetween(startMs, to);
    events += await applyBatches(services, read);
    refused += read.reduce((sum, batch) => sum + batch.refused.length, 0);
    // After each step: a tail that fails again after an outage does not begin again.
    await advanceTailCursor(documents, to);
    startMs = to + 1;
  }
  await publishPending(services);
  return { events, refused };
}

/** Says that everything received up to an instant has been read. */
export async function advanceTailCursor(
  documents: DocumentStore,
  receivedAt: number,
): Promise<void> {
  const stored = await documents.get<TailCursor>('setting', 'tail');
  if (stored && stored.body.receivedAt >= receivedAt) return;
  // Lost to another tail: its cursor is as good, and the overlap covers the difference.
  await documents.put<TailCursor>('setting', 'tail', { receivedAt }, stored?.version ?? 0);
}
