import type { ReceivedEvent } from '../events/apply-events.ts';
import type { Profile } from '../events/profile.ts';
import type { ProfileStore } from '../events/profile-store.ts';
import { dayOf } from '../model/day.ts';
import type { DocumentStore } from '../model/document-store.ts';
import type { HashId, IdHash } from '../model/id-hash.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { traitOn } from '../scores/profiles.ts';
import { type AlertContext, type AlertSubject, accountSubject } from './alert-context.ts';
import type { AlertStore } from './alert-store.ts';
import type { Champion } from './champion.ts';
import type { KnownPast } from './known-past.ts';
import type { Scope } from './rule.ts';

/** Rules about things that happen look no further back. */
const FRESH_MS = 24 * 3_600_000;

export interface OccurredSources {
  readonly alerts: AlertStore;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly profiles: ProfileStore;
  readonly hashId: HashId;
  readonly context: Omit<AlertContext, 'accounts'>;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Models in force, by id. */
  readonly models: ReadonlyMap<string, ScoringModel>;
  /** What happened before the last day close; undefined when it is too much to hold. */
  readonly past: () => Promise<KnownPast | undefined>;
  /** Whom to talk to at an account. */
  readonly champion?: (account: IdHash) => Promise<Champion | undefined>;
  /** The segments of a subject on the last closed day; undefined when it was not in it. */
  readonly segments?: (
    model: string,
    scope: Scope,
    subject: IdHash,
  ) => Promise<readonly string[] | undefined>;
  /** Facts that this process has seen settled. Losing it costs reads, never truth. */
  readonly settled: Set<string>;
}

/** The fresh events of one batch, with the profiles of the accounts that they name. */
export interface Happening {
  readonly events: readonly ReceivedEvent[];
  readonly accounts: ReadonlyMap<IdHash, Profile>;
}

export function isFresh(instant: number, now: number): boolean {
  return Number.isFinite(instant) && now - instant < FRESH_MS && instant - now < FRESH_MS;
}

/** An account as an alert names it, with its owner by the rule's model. */
export function subjectIn(
  { context, models, now }: OccurredSources,
  happening: Happening,
  account: IdHash,
  model = 'default',
): AlertSubject {
  const day = dayOf(now);
  const trait = models.get(model)?.owner?.trait;
  const owner = trait && traitOn(happening.accounts.get(account), trait, day);
  const { accounts } = happening;
  const known = owner === undefined || owner === null ? null : String(owner);
  return accountSubject({ accounts, directory: context.directory }, account, day, known || null);
}
