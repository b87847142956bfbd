import type { Profile } from '../../events/profile.ts';
import type { ProfileStore } from '../../events/profile-store.ts';
import type { ReceivedEvent } from '../../events/update-profiles.ts';
import { dayOf } from '../../model/day.ts';
import type { DocumentStore } from '../../model/document-store.ts';
import type { HashId, IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { traitOn } from '../../scores/conditions/profiles.ts';
import type { AlertStore } from '../alert-store.ts';
import { type AlertContext, type AlertSubject, accountSubject } from '../message/alert-context.ts';
import type { Champion } from '../message/champion.ts';
import type { ResolvedRule } from '../rule.ts';
import type { PriorActivity } from './prior-activity.ts';

/** Rules about things that happen look no further back. */
const RECENT_MS = 24 * 3_600_000;

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
  readonly past: () => Promise<PriorActivity | undefined>;
  /** Whom to talk to at an account. */
  readonly champion?: (account: IdHash) => Promise<Champion | undefined>;
  /** The segments of a subject on the last closed day; undefined when it was not in it. */
  readonly segments?: (
    model: string,
    scope: SubjectKind,
    subject: IdHash,
  ) => Promise<readonly string[] | undefined>;
  /** Facts that this process has seen settled. Losing it costs reads, never truth. */
  readonly settled: Set<string>;
}

/** The events of one batch of the last 24 hours, with the profiles of the accounts that they name. */
export interface EventBatch {
  readonly sources: OccurredSources;
  readonly events: readonly ReceivedEvent[];
  readonly accounts: ReadonlyMap<IdHash, Profile>;
}

/** Raises the alerts of rules of one kind about a batch; returns how many went into outboxes. */
export type RaiseRules = (batch: EventBatch, rules: readonly ResolvedRule[]) => Promise<number>;

export function isRecent(occurredAt: number, now: number): boolean {
  return (
    Number.isFinite(occurredAt) && now - occurredAt < RECENT_MS && occurredAt - now < RECENT_MS
  );
}

/** An account as an alert names it, with its owner by the rule's model. */
export function accountSubjectIn(
  { sources, accounts }: EventBatch,
  account: IdHash,
  { model }: ResolvedRule,
): AlertSubject {
  const { context, models, now } = sources;
  const day = dayOf(now);
  const trait = models.get(model)?.owner?.trait;
  const owner = trait && traitOn(accounts.get(account), trait, day);
  const known = owner === undefined || owner === null ? null : String(owner);
  return accountSubject({ accounts, directory: context.directory }, account, day, known || null);
}
