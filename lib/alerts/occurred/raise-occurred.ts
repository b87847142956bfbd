import type { ReceivedEvent } from '../../events/update-profiles.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { AlertKind, AlertRule } from '../rule.ts';
import { type EventBatch, isRecent, type OccurredSources } from './occurred-sources.ts';
import { raiseCreated } from './raise-created.ts';
import { raiseFeatures } from './raise-features.ts';
import { raiseLifecycle } from './raise-lifecycle.ts';
import { raiseMembers } from './raise-members.ts';

const EVENT_TRIGGERED: ReadonlySet<AlertKind> = new Set<AlertKind>([
  'account.created',
  'account.converted',
  'account.user_added',
  'account.user_removed',
  'account.cancelled',
  'account.reactivated',
  'feature.adopted',
  'feature.risk_used',
]);

/** True for kinds that look at events as they come; `account.reactivated` does both. */
export function isEventTriggered(kind: AlertKind): boolean {
  return EVENT_TRIGGERED.has(kind);
}

async function eventBatchOf(
  sources: OccurredSources,
  received: readonly ReceivedEvent[],
): Promise<EventBatch> {
  const { hashId, now } = sources;
  const events = received.filter(({ event }) => isRecent(event.at, now));
  const accountHashes = new Set<IdHash>();
  for (const { event } of events) {
    if (event.accountId !== undefined) accountHashes.add(hashId('account', event.accountId));
  }
  const profiles = await sources.profiles.getMany('account', [...accountHashes]);
  return { events, accounts: new Map(profiles.map((profile) => [profile.hash, profile])) };
}

/**
 * Evaluates the rules about things that happen, for events of the last 24 hours. Whatever is older
 * is an import. Doing it twice, or in another order, raises nothing twice.
 */
export async function raiseOccurred(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  received: readonly ReceivedEvent[],
): Promise<number> {
  const enabledRules = rules.filter((rule) => rule.enabled && isEventTriggered(rule.kind));
  if (enabledRules.length === 0) return 0;
  const batch = await eventBatchOf(sources, received);
  if (batch.events.length === 0) return 0;
  // Life first: an account that cancelled with the same events raises nothing after that.
  const lifecycle = await raiseLifecycle(sources, enabledRules, batch);
  const created = await raiseCreated(sources, enabledRules, batch);
  const members = await raiseMembers(sources, enabledRules, batch);
  return lifecycle + created + members + (await raiseFeatures(sources, enabledRules, batch));
}
