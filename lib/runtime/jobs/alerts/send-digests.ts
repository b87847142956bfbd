import type { AlertContext } from '../../../alerts/message/alert-context.ts';
import type { Digest } from '../../../alerts/message/digest.ts';
import { type WorkList, workList } from '../../../alerts/message/work-list.ts';
import { passesFilters } from '../../../alerts/publish/matching-subscriptions.ts';
import type { Subscription } from '../../../alerts/subscription.ts';
import { readKnownSubscriptions } from '../../../messaging/read-known-subscriptions.ts';
import { addDays, type Day, dayOf, MS_PER_DAY } from '../../../model/day.ts';
import { isoInstant } from '../../../model/instant.ts';
import type { ModelRun } from '../../../scores/run/run-model.ts';
import type { Uses } from '../../services/services.ts';

type DigestServices = Uses<'alerts' | 'clock' | 'documents' | 'hashing' | 'publisher'>;

/** The last day that a subscription got its digest of. */
interface LastDigest {
  readonly day: Day;
  /** ISO 8601: when it was made. An older release did not note it. */
  readonly at?: string;
}

/** Newest alerts among which those of a digest are looked for. */
const MAX_ALERTS_READ = 1_000;
const MAX_NOTED = 20;

/** By when it was raised: an event that comes just after a digest belongs into the next one. */
async function alertTitlesFor(
  { alerts }: DigestServices,
  subscription: Subscription,
  since: string,
) {
  const { alerts: newest } = await alerts.list(MAX_ALERTS_READ);
  const digestOnly = newest.filter(({ told, raisedAt }) => told === 'digest' && raisedAt > since);
  const matching = digestOnly.filter((alert) => passesFilters(subscription, alert));
  return matching.slice(0, MAX_NOTED).map(({ title }) => title);
}

/** A digest that only lacks what was noted by the time it is sent. */
export interface PendingDigest {
  readonly day: Day;
  readonly subscription: Subscription;
  readonly work: WorkList;
}

/**
 * The digests of a day that just closed, made while its scores are at hand. Older days bring none,
 * and other models than the default one neither.
 */
export async function prepareDigests(
  { documents, clock, log }: Uses<'documents' | 'clock' | 'log'>,
  { model, scores }: Pick<ModelRun, 'model' | 'scores'>,
  context: AlertContext,
): Promise<readonly PendingDigest[]> {
  const { asOf: day } = scores;
  if (model.model.id !== 'default' || day !== addDays(dayOf(clock()), -1)) return [];
  const waiting: PendingDigest[] = [];
  for (const subscription of await readKnownSubscriptions(documents, log.warn)) {
    if (!subscription.enabled || subscription.digest !== 'daily') continue;
    const work = await workList(scores, model.model, subscription, context);
    waiting.push({ day, subscription, work });
  }
  return waiting;
}

async function sendIfDue(
  services: DigestServices,
  { day, subscription, work }: PendingDigest,
): Promise<void> {
  const { documents, publisher, clock, hashing } = services;
  const { owner } = subscription;
  const id = `digest/${subscription.id}`;
  const sent = await documents.get<LastDigest>('setting', id);
  if (sent && sent.body.day >= day) return;
  const now = clock();
  const at = isoInstant(now);
  const since = sent?.body.at ?? isoInstant(now - MS_PER_DAY);
  const digest: Digest = {
    schemaVersion: 1,
    id: hashing.fingerprint(['digest', subscription.id, day]),
    day,
    raisedAt: at,
    ...(owner !== undefined && { owner }),
    ...work,
    noted: await alertTitlesFor(services, subscription, since),
  };
  if (!(await publisher.sendDigest?.(digest, subscription))) return;
  await documents.put<LastDigest>('setting', id, { day, at }, sent?.version ?? 0);
}

/**
 * Sends digests, with the alerts that reach people only there: those must be on the list by now. What
 * a day brings is noted after it is under way: a crash in between sends the same digest again,
 * under the same id.
 */
export async function sendDigests(
  services: DigestServices,
  waiting: readonly PendingDigest[],
): Promise<void> {
  for (const each of waiting) await sendIfDue(services, each);
}
