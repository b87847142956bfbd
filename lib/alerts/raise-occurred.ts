import type { ReceivedEvent } from '../events/apply-events.ts';
import type { IdHash } from '../model/id-hash.ts';
import { type Happening, isFresh, type OccurredSources } from './occurred-sources.ts';
import { raiseCreated } from './raise-created.ts';
import { raiseFeatures } from './raise-features.ts';
import { raiseLifecycle } from './raise-lifecycle.ts';
import { raiseMembers } from './raise-members.ts';
import type { AlertKind, AlertRule } from './rule.ts';

const OCCURRED: ReadonlySet<AlertKind> = new Set<AlertKind>([
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
export function isOccurred(kind: AlertKind): boolean {
  return OCCURRED.has(kind);
}

async function happeningIn(
  sources: OccurredSources,
  received: readonly ReceivedEvent[],
): Promise<Happening> {
  const { hashId, now } = sources;
  const events = received.filter(({ event }) => isFresh(event.at, now));
  const named = new Set<IdHash>();
  for (const { event } of events) {
    if (event.accountId !== undefined) named.add(hashId('account', event.accountId));
  }
  const profiles = await sources.profiles.getMany('account', [...named]);
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
  const watching = rules.filter((rule) => rule.enabled && isOccurred(rule.kind));
  if (watching.length === 0) return 0;
  const happening = await happeningIn(sources, received);
  if (happening.events.length === 0) return 0;
  // Life first: an account that cancelled with the same events raises nothing after that.
  const lives = await raiseLifecycle(sources, watching, happening);
  const created = await raiseCreated(sources, watching, happening);
  const members = await raiseMembers(sources, watching, happening);
  return lives + created + members + (await raiseFeatures(sources, watching, happening));
}
