import type { AcceptedEvent } from '../../events/event.ts';
import { dayOf } from '../../model/day.ts';
import { isRisk } from '../../model/event-weight.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { featuresOf, keyFeaturesOf } from '../../scores/conditions/features.ts';
import type { Alert } from '../alert.ts';
import { type AlertSubject, makeAlert, userName } from '../message/alert-context.ts';
import { championSentence } from '../message/champion.ts';
import type { AlertRule } from '../rule.ts';
import { accountSubjectIn, type EventBatch, type OccurredSources } from './occurred-sources.ts';
import { isHistoryKnown } from './prior-activity.ts';
import { raiseOnce } from './raise-once.ts';

/** What was used: a feature of the model, or an event that stands for itself. */
interface WatchedFeature {
  readonly id: string;
  readonly label: string;
  /** Every event that is a use of it. */
  readonly events: readonly string[];
}

/** What the rule watches. */
function watchedFeatures(rule: AlertRule, model: ScoringModel): readonly WatchedFeature[] {
  const isWatched = (id: string | undefined) => rule.feature === undefined || rule.feature === id;
  if (rule.kind === 'feature.risk_used') {
    const risky = Object.keys(model.events).filter((event) => isRisk(model, event));
    return (rule.events ?? risky).flatMap((event) => {
      const feature = Object.hasOwn(model.events, event) ? model.events[event]?.feature : undefined;
      return isWatched(feature) ? [{ id: feature ?? event, label: event, events: [event] }] : [];
    });
  }
  const features = rule.feature === undefined ? keyFeaturesOf(model) : featuresOf(model);
  return features.filter(({ id }) => isWatched(id));
}

/** One use of something that a rule watches. */
interface FeatureUsage {
  readonly rule: AlertRule;
  readonly event: AcceptedEvent;
  readonly watched: WatchedFeature;
  /** Whom the alert is about. */
  readonly subject: AlertSubject;
  readonly account: IdHash | undefined;
}

/** The account that an event names, as the rule's alerts name it. */
function accountOf(
  sources: OccurredSources,
  batch: EventBatch,
  rule: AlertRule,
  { accountId }: AcceptedEvent,
): AlertSubject | undefined {
  if (accountId === undefined) return undefined;
  const account = sources.hashId('account', accountId);
  return accountSubjectIn(sources, batch, account, rule.model);
}

function featureUsageOf(
  sources: OccurredSources,
  batch: EventBatch,
  rule: AlertRule,
  event: AcceptedEvent,
  watched: WatchedFeature,
): FeatureUsage | undefined {
  const account = accountOf(sources, batch, rule, event);
  if (rule.scope !== 'user') {
    return account && { rule, event, watched, subject: account, account: account.hash };
  }
  const { actor } = event;
  if (actor?.kind !== 'user') return undefined;
  const { owner = null, id: accountId = '' } = account ?? {};
  const hash = sources.hashId('user', actor.id);
  const subject = { scope: 'user', hash, id: actor.id, name: actor.id, owner, accountId } as const;
  return { rule, event, watched, subject, account: account?.hash };
}

/** Who did it, by name; undefined when nobody is known. */
async function actorNameOf({ context, hashId }: OccurredSources, { actor }: AcceptedEvent) {
  if (actor?.kind !== 'user') return undefined;
  return userName(context, hashId('user', actor.id));
}

function wordsOf(
  { rule, watched, event, subject }: FeatureUsage,
  name: string,
  actorName: string | undefined,
) {
  const isAccount = subject.scope === 'account';
  const who = isAccount ? (actorName ?? 'Somebody') : name;
  if (rule.kind === 'feature.risk_used') {
    const title = `Sign of leaving at ${name}: ${watched.label}`;
    return {
      title: isAccount ? title : `Sign of leaving of ${name}: ${watched.label}`,
      text: `${who} did ${event.event}, which is marked as a sign of leaving.`,
    };
  }
  return {
    title: `${name} adopted ${watched.label}`,
    text: isAccount
      ? `${who} was the first at ${name} to use ${watched.label}.`
      : `${name} used ${watched.label} for the first time.`,
  };
}

async function alertOf(sources: OccurredSources, usage: FeatureUsage): Promise<Alert> {
  const { rule, watched, event, account } = usage;
  const actorName = await actorNameOf(sources, event);
  const ofUser = usage.subject.scope === 'user';
  const subject = ofUser
    ? { ...usage.subject, name: actorName ?? usage.subject.name }
    : usage.subject;
  const champion = account && !ofUser ? await sources.champion?.(account) : undefined;
  const { title, text } = wordsOf(usage, subject.name, actorName);
  const facts = {
    feature: watched.id,
    event: event.event,
    ...(event.actor?.kind === 'user' && { userId: event.actor.id }),
    ...(champion && { champion }),
  };
  const words = { title, text: champion ? `${text}\n${championSentence(champion)}` : text, facts };
  return makeAlert(rule, { ...subject, fact: watched.id }, dayOf(event.at), words, sources.context);
}

/** Whether a use is the first: nothing like it before, in a past that is known well enough. */
async function isFirstUse(sources: OccurredSources, batch: EventBatch, usage: FeatureUsage) {
  const { subject, watched } = usage;
  const past = await sources.past();
  if (!past) return false;
  const subjects = subject.scope === 'user' ? past.users : past.accounts;
  const known = subjects.get(subject.hash);
  if (watched.events.some((event) => known?.events.has(event))) return false;
  const profile =
    subject.scope === 'account'
      ? batch.accounts.get(subject.hash)
      : (await sources.profiles.get('user', subject.hash))?.profile;
  return isHistoryKnown(profile, known, sources.now);
}

async function raiseUsage(sources: OccurredSources, batch: EventBatch, usage: FeatureUsage) {
  const { rule, watched, subject, account, event } = usage;
  const once = rule.kind === 'feature.adopted' ? ('ever' as const) : ('daily' as const);
  const key = sources.context.fingerprint(['use', subject.hash, watched.id]);
  if (sources.settled.has(`${rule.id}/${key}/ever`)) return 0;
  const isNew = once === 'daily' || (await isFirstUse(sources, batch, usage));
  return raiseOnce(sources, {
    rule,
    subject: subject.hash,
    key,
    day: dayOf(event.at),
    once,
    ...(account !== undefined && { account }),
    ...(isNew && { alert: () => alertOf(sources, usage) }),
  });
}

function usagesIn(sources: OccurredSources, batch: EventBatch, rule: AlertRule): FeatureUsage[] {
  const model = sources.models.get(rule.model ?? 'default');
  if (!model) return [];
  const allWatched = watchedFeatures(rule, model);
  const byEvent = new Map(
    allWatched.flatMap((watched) => watched.events.map((event) => [event, watched])),
  );
  return batch.events.flatMap(({ event }) => {
    const watched = byEvent.get(event.event);
    return (watched && featureUsageOf(sources, batch, rule, event, watched)) ?? [];
  });
}

/** First uses of features, and uses of those that are signs of leaving. */
export async function raiseFeatures(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  batch: EventBatch,
): Promise<number> {
  let raised = 0;
  for (const rule of rules.filter(({ kind }) => kind.startsWith('feature.'))) {
    for (const usage of usagesIn(sources, batch, rule)) {
      raised += await raiseUsage(sources, batch, usage);
    }
  }
  return raised;
}
