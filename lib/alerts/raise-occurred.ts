import type { ReceivedEvent } from '../events/apply-events.ts';
import type { Profile } from '../events/profile.ts';
import type { ProfileStore } from '../events/profile-store.ts';
import { dayOf } from '../model/day.ts';
import type { HashId, IdHash } from '../model/id-hash.ts';
import { traitOn } from '../scores/profiles.ts';
import { type AlertContext, accountAlert, accountName } from './alert-context.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertRule } from './rule.ts';

/** Rules about things that happen look no further back. */
const FRESH_MS = 24 * 3_600_000;

export interface OccurredSources {
  readonly alerts: AlertStore;
  readonly profiles: ProfileStore;
  readonly hashId: HashId;
  readonly context: Omit<AlertContext, 'accounts'>;
  /** Epoch milliseconds. */
  readonly now: number;
}

function isFresh(instant: number, now: number): boolean {
  return Number.isFinite(instant) && now - instant < FRESH_MS && instant - now < FRESH_MS;
}

/**
 * Whether an account began within the last day: by its `createdAt`, or, without one, by being
 * seen first after its source's first 30 days. An account that was there before is never new.
 */
export function isNewAccount(profile: Profile, now: number): boolean {
  const created = traitOn(profile, 'createdAt', dayOf(now));
  if (created !== undefined && created !== null) {
    const instant = typeof created === 'number' ? created : Date.parse(String(created));
    return isFresh(instant, now);
  }
  return profile.firstSeen?.sourceWasKnown === true && isFresh(profile.firstSeen.at, now);
}

async function raiseCreated(
  sources: OccurredSources,
  rule: AlertRule,
  account: Profile,
): Promise<number> {
  const day = dayOf(sources.now);
  const stored = await sources.alerts.getState(rule.id, account.hash);
  if (stored) return 0;
  const context = { ...sources.context, accounts: new Map([[account.hash, account]]) };
  const name = accountName(context, account.hash, day);
  const words = {
    title: `${name} is a new account`,
    text: `${name} signed up.`,
    facts: { createdAt: traitOn(account, 'createdAt', day) ?? null },
  };
  const alert = accountAlert(rule, account.hash, day, words, context, null);
  const state = {
    rule: rule.id,
    subject: account.hash,
    state: 'fired',
    day,
    lastFiredDay: day,
    outbox: [alert],
  } as const;
  return (await sources.alerts.putState(state, 0)) ? 1 : 0;
}

/**
 * Evaluates the rules about things that happen, for the accounts that some fresh events name.
 * Each rule fires once for an account, however often and in whatever order events come.
 */
export async function raiseOccurred(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  received: readonly ReceivedEvent[],
): Promise<number> {
  const watching = rules.filter((rule) => rule.enabled && rule.kind === 'account.created');
  if (watching.length === 0) return 0;
  const named = new Set<IdHash>();
  for (const { event } of received) {
    if (event.accountId !== undefined && isFresh(event.at, sources.now)) {
      named.add(sources.hashId('account', event.accountId));
    }
  }
  const profiles = await sources.profiles.getMany('account', [...named]);
  let raised = 0;
  for (const account of profiles.filter((profile) => isNewAccount(profile, sources.now))) {
    for (const rule of watching) raised += await raiseCreated(sources, rule, account);
  }
  return raised;
}
