import type { AlertContext } from '../alerts/alert-context.ts';
import type { Digest } from '../alerts/digest.ts';
import { passes } from '../alerts/matching-subscriptions.ts';
import type { Subscription } from '../alerts/subscription.ts';
import { workList } from '../alerts/work-list.ts';
import { addDays, type Day, dayOf, MS_PER_DAY } from '../model/day.ts';
import type { ModelRun } from '../scores/run-models.ts';
import type { Services } from './services.ts';

type DigestServices = Pick<Services, 'alerts' | 'clock' | 'documents' | 'hashing' | 'publisher'>;

/** The last day that a subscription got its digest of. */
interface Sent {
  readonly day: Day;
  /** ISO 8601: when it was made. An older release did not note it. */
  readonly at?: string;
}

/** Alerts that are told in digests are looked for among so many of the newest. */
const NEWEST = 1_000;
const MOST_NOTED = 20;

/** By when it was raised: an event that comes just after a digest belongs into the next one. */
async function notedFor({ alerts }: DigestServices, subscription: Subscription, since: string) {
  const { alerts: newest } = await alerts.list(NEWEST);
  const meant = newest.filter(({ told, raisedAt }) => told === 'digest' && raisedAt > since);
  const own = meant.filter((alert) => passes(subscription, alert));
  return own.slice(0, MOST_NOTED).map(({ title }) => title);
}

async function digestFor(
  services: DigestServices,
  subscription: Subscription,
  { scores, model }: ModelRun,
  context: AlertContext,
  since: string,
): Promise<Digest> {
  const { asOf: day } = scores;
  const { owner } = subscription;
  return {
    schemaVersion: 1,
    id: services.hashing.fingerprint(['digest', subscription.id, day]),
    day,
    raisedAt: context.raisedAt,
    ...(owner !== undefined && { owner }),
    ...(await workList(scores, model.model, subscription, context)),
    noted: await notedFor(services, subscription, since),
  };
}

async function sendOne(
  services: DigestServices,
  subscription: Subscription,
  run: ModelRun,
  context: AlertContext,
): Promise<void> {
  const { documents, publisher } = services;
  const { asOf: day } = run.scores;
  const id = `digest/${subscription.id}`;
  const sent = await documents.get<Sent>('setting', id);
  if (sent && sent.body.day >= day) return;
  const { raisedAt: at } = context;
  const since = sent?.body.at ?? new Date(Date.parse(at) - MS_PER_DAY).toISOString();
  const digest = await digestFor(services, subscription, run, context, since);
  if (!(await publisher.sendDigest?.(digest, subscription))) return;
  await documents.put<Sent>('setting', id, { day, at }, sent?.version ?? 0);
}

/**
 * Sends the digests of the day that just closed. What a day brings is noted after it is under way:
 * a crash in between sends the same digest again, under the same id. Older days send none.
 */
export async function sendDigests(
  services: DigestServices,
  asOf: Day,
  context: AlertContext,
  runs: readonly ModelRun[],
): Promise<void> {
  const { documents, clock } = services;
  const run = runs.find(({ model }) => model.model.id === 'default');
  if (!run || asOf !== addDays(dayOf(clock()), -1)) return;
  const stored = await documents.list<Subscription>('subscription');
  const daily = stored.filter(({ body }) => body.enabled && body.digest === 'daily');
  for (const { body } of daily) await sendOne(services, body, run, context);
}
