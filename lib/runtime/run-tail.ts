import { raiseOccurred } from '../alerts/raise-occurred.ts';
import type { AlertRule } from '../alerts/rule.ts';
import type { CounterBatch } from '../counts/counter-batch.ts';
import { idsIn } from '../counts/directory.ts';
import { applyEvents, type ReceivedEvent } from '../events/apply-events.ts';
import type { AcceptedEvent } from '../events/event.ts';
import { MS_PER_DAY } from '../model/day.ts';
import type { DocumentStore } from '../model/document-store.ts';
import { MS_PER_HOUR } from '../model/hour.ts';
import { occurredSources } from './alert-sources.ts';
import { installation } from './installation.ts';
import { publishWaiting } from './publish-waiting.ts';
import type { Services } from './services.ts';
import { sourceWasKnown } from './source-age.ts';
import type { IsSuppressed } from './suppressions.ts';

export type TailServices = Omit<Services, 'startRun'>;

/** A put may take 30 s after its stamp, clocks differ: the tail reads two minutes twice. */
const OVERLAP_MS = 2 * 60_000;

interface Cursor {
  /** Epoch milliseconds up to which batches were read. */
  readonly receivedAt: number;
}

/** What is left to look at of an event of somebody who was erased: that its account was used. */
function withoutSuppressed(event: AcceptedEvent, isSuppressed?: IsSuppressed): AcceptedEvent {
  const { actor, link: _link, traits, ...rest } = event;
  if (!actor || !isSuppressed?.(actor.kind, actor.id)) return event;
  return { ...rest, ...(traits && event.kind === 'group' && { traits }) };
}

async function receivedEvents(
  services: TailServices,
  batches: readonly CounterBatch[],
): Promise<ReceivedEvent[]> {
  const { documents, caches, suppressions } = services;
  const isSuppressed = await suppressions.test();
  const received: ReceivedEvent[] = [];
  for (const { source, receivedAt, events } of batches) {
    const known = await sourceWasKnown(documents, caches.sources, source, receivedAt);
    for (const each of events) {
      const event = withoutSuppressed(each, isSuppressed);
      received.push({ event, receivedAt, sourceWasKnown: known });
    }
  }
  return received;
}

/** What must be quick: profiles, and rules about things that happen. Doing it twice is harmless. */
export async function applyBatches(
  services: TailServices,
  batches: readonly CounterBatch[],
): Promise<number> {
  if (batches.length === 0) return 0;
  const { documents, profiles, hashing, caches } = services;
  const hashId = await hashing.idHasher();
  const received = await receivedEvents(services, batches);
  await applyEvents(profiles, received, hashId, caches.accounts);
  const rules = await documents.list<AlertRule>('rule');
  const sources = await occurredSources(services, idsIn(batches, hashId));
  await raiseOccurred(
    sources,
    rules.map(({ body }) => body),
    received,
  );
  return received.length;
}

/** What a tail read; the last two minutes before it were read by the one before as well. */
export interface TailResult {
  readonly events: number;
  readonly refused: number;
}

/** Short steps, so that a tail that is cut off under load has done some; long ones after a pause. */
function stepFrom(at: number, now: number): number {
  return now - at > MS_PER_DAY ? MS_PER_HOUR : 5 * 60_000;
}

/** Reads on from the cursor to now, step by step, and publishes what waits in outboxes. */
export async function runTail(services: TailServices): Promise<TailResult> {
  const { documents, batches, clock } = services;
  const now = clock();
  const cursor = await documents.get<Cursor>('setting', 'tail');
  const begin = Date.parse((await installation(documents, clock)).createdAt);
  const from = Math.min(cursor?.body.receivedAt ?? begin, now) - OVERLAP_MS;
  let [events, refused] = [0, 0];
  let at = from;
  while (at <= now) {
    const to = Math.min(at + stepFrom(at, now) - 1, now);
    const read = await batches.readBetween(at, to);
    events += await applyBatches(services, read);
    refused += read.reduce((sum, batch) => sum + batch.refused.length, 0);
    // After each step: a tail that fails again after an outage does not begin again.
    await moveTailCursor(documents, to);
    at = to + 1;
  }
  await publishWaiting(services);
  return { events, refused };
}

/** Says that everything received up to an instant has been read. */
export async function moveTailCursor(documents: DocumentStore, receivedAt: number): Promise<void> {
  const stored = await documents.get<Cursor>('setting', 'tail');
  if (stored && stored.body.receivedAt >= receivedAt) return;
  // Lost to another tail: its cursor is as good, and the overlap covers the difference.
  await documents.put<Cursor>('setting', 'tail', { receivedAt }, stored?.version ?? 0);
}
