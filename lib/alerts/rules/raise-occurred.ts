import type { ReceivedEvent } from '../../events/update-profiles.ts';
import { groupBy } from '../../model/group-by.ts';
import type { IdHash } from '../../model/id-hash.ts';
import { KINDS, resolveRule } from '../kinds/kinds.ts';
import { type EventBatch, isRecent, type OccurredSources } from '../occurred/occurred-sources.ts';
import { raiseLifecycle } from '../occurred/raise-lifecycle.ts';
import type { AlertRule } from '../rule.ts';

async function eventBatchOf(
  sources: OccurredSources,
  received: readonly ReceivedEvent[],
): Promise<EventBatch> {
  const { hashId, now } = sources;
  const events = received.filter(({ event }) => isRecent(event.occurredAt, now));
  const accountHashes = new Set<IdHash>();
  for (const { event } of events) {
    if (event.accountId !== undefined) accountHashes.add(hashId('account', event.accountId));
  }
  const profiles = await sources.profiles.getMany('account', [...accountHashes]);
  return { sources, events, accounts: new Map(profiles.map((profile) => [profile.hash, profile])) };
}

/**
 * Evaluates the rules about things that happen, for events of the last 24 hours. Whatever is older
 * is an import. Doing it twice, or in another order, raises nothing twice.
 *
 * @returns how many alerts went into outboxes
 */
export async function raiseOccurred(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  received: readonly ReceivedEvent[],
): Promise<number> {
  const enabled = rules.flatMap((rule) => {
    const { lifecycle, raise } = KINDS[rule.kind];
    return rule.enabled && (lifecycle || raise)
      ? [{ rule: resolveRule(rule), lifecycle, raise }]
      : [];
  });
  if (enabled.length === 0) return 0;
  const batch = await eventBatchOf(sources, received);
  if (batch.events.length === 0) return 0;
  // Life first: an account that cancelled with the same events raises nothing after that.
  let raised = await raiseLifecycle(batch, enabled);
  for (const [raise, own] of groupBy(enabled, (each) => each.raise)) {
    if (raise)
      raised += await raise(
        batch,
        own.map(({ rule }) => rule),
      );
  }
  return raised;
}
