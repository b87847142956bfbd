import type { AcceptedEvent } from '../../events/event.ts';
import { dayOf } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { Alert } from '../alert.ts';
import { type AlertSubject, makeAlert, userName } from '../message/alert-context.ts';
import { withChampion } from '../message/champion.ts';
import type { ResolvedRule } from '../rule.ts';
import { accountSubjectIn, type EventBatch } from './occurred-sources.ts';
import { raiseOnce } from './raise-once.ts';

/** What was used: a feature of the model, or an event that stands for itself. */
export interface WatchedFeature {
  readonly id: string;
  readonly label: string;
  /** Every event that is a use of it. */
  readonly events: readonly string[];
}

export interface FeatureUse {
  readonly rule: ResolvedRule;
  readonly event: AcceptedEvent;
  readonly watched: WatchedFeature;
  readonly subject: AlertSubject;
  readonly account: IdHash | undefined;
}

/** What kinds of alert about uses differ in. */
interface FeatureUseKind {
  /** Whether the rule tells of a subject and a feature once and never again, or once a day. */
  readonly once: 'ever' | 'daily';
  readonly watched: (rule: ResolvedRule, model: ScoringModel) => readonly WatchedFeature[];
  /** Whether there is something to tell; a use that is no news is remembered all the same. */
  readonly isNews: (batch: EventBatch, use: FeatureUse) => Promise<boolean>;
  readonly titleOf: (use: FeatureUse, name: string) => string;
  /** `who` did it: a user by name, or somebody. */
  readonly textOf: (use: FeatureUse, name: string, who: string) => string;
}

/** Returns whom an alert about a use is about; undefined when the event does not name them. */
function subjectOf(
  batch: EventBatch,
  rule: ResolvedRule,
  { actor, accountId }: AcceptedEvent,
): Pick<FeatureUse, 'subject' | 'account'> | undefined {
  const { hashId } = batch.sources;
  const account =
    accountId === undefined
      ? undefined
      : accountSubjectIn(batch, hashId('account', accountId), rule);
  if (rule.scope !== 'user') return account && { subject: account, account: account.hash };
  if (actor?.kind !== 'user') return undefined;
  const { id } = actor;
  const { owner = null, id: accountOfUser = '' } = account ?? {};
  const user = { scope: 'user', hash: hashId('user', id), id, name: id } as const;
  return { subject: { ...user, owner, accountId: accountOfUser }, account: account?.hash };
}

function usesIn(
  batch: EventBatch,
  rule: ResolvedRule,
  kind: FeatureUseKind,
): readonly FeatureUse[] {
  const model = batch.sources.models.get(rule.model);
  if (!model) return [];
  const byEvent = new Map(
    kind.watched(rule, model).flatMap((watched) => watched.events.map((event) => [event, watched])),
  );
  return batch.events.flatMap(({ event }) => {
    const watched = byEvent.get(event.event);
    const subject = watched && subjectOf(batch, rule, event);
    return subject ? [{ rule, event, watched, ...subject }] : [];
  });
}

async function alertOf(batch: EventBatch, use: FeatureUse, kind: FeatureUseKind): Promise<Alert> {
  const { rule, watched, event, account } = use;
  const { context, hashId, champion: championOf } = batch.sources;
  const userId = event.actor?.kind === 'user' ? event.actor.id : undefined;
  const actorName =
    userId === undefined ? undefined : await userName(context, hashId('user', userId));
  const isUser = use.subject.scope === 'user';
  const name = (isUser ? actorName : undefined) ?? use.subject.name;
  const who = (isUser ? name : actorName) ?? 'Somebody';
  const champion = account && !isUser ? await championOf?.(account) : undefined;
  const ownWords = {
    title: kind.titleOf(use, name),
    text: kind.textOf(use, name, who),
    facts: { feature: watched.id, event: event.event, ...(userId !== undefined && { userId }) },
  };
  const subject = { ...use.subject, name, fact: watched.id };
  const words = withChampion(ownWords, champion);
  return makeAlert(rule, { subject, day: dayOf(event.occurredAt), words }, context);
}

async function raiseUse(batch: EventBatch, use: FeatureUse, kind: FeatureUseKind): Promise<number> {
  const { sources } = batch;
  const { rule, watched, subject, account, event } = use;
  const key = sources.context.fingerprint(['use', subject.hash, watched.id]);
  if (sources.settled.has(`${rule.id}/${key}/ever`)) return 0;
  const isNews = await kind.isNews(batch, use);
  return raiseOnce(sources, {
    rule,
    subject: subject.hash,
    key,
    day: dayOf(event.occurredAt),
    once: kind.once,
    ...(account !== undefined && { account }),
    ...(isNews && { alert: () => alertOf(batch, use, kind) }),
  });
}

/** Raises what rules of a kind find in the uses of a batch; returns how many alerts there were. */
export async function raiseFeatureUses(
  batch: EventBatch,
  rules: readonly ResolvedRule[],
  kind: FeatureUseKind,
): Promise<number> {
  let raised = 0;
  for (const rule of rules) {
    for (const use of usesIn(batch, rule, kind)) raised += await raiseUse(batch, use, kind);
  }
  return raised;
}
