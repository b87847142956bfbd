import type { AcceptedEvent } from '../events/event.ts';
import { dayOf } from '../model/day.ts';
import { isRisk } from '../model/event-weight.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { featuresOf, keyFeaturesOf } from '../scores/features.ts';
import type { Alert } from './alert.ts';
import { type AlertSubject, makeAlert, userName } from './alert-context.ts';
import { talkTo } from './champion.ts';
import { isPastKnown } from './known-past.ts';
import { type Happening, type OccurredSources, subjectIn } from './occurred-sources.ts';
import { raiseOnce } from './raise-once.ts';
import type { AlertRule } from './rule.ts';

/** What was used: a feature of the model, or an event that stands for itself. */
interface Used {
  readonly id: string;
  readonly label: string;
  /** Every event that is a use of it. */
  readonly events: readonly string[];
}

/** What the rule watches. */
function watchedBy(rule: AlertRule, model: ScoringModel): readonly Used[] {
  const isMeant = (id: string | undefined) => rule.feature === undefined || rule.feature === id;
  if (rule.kind === 'feature.risk_used') {
    const risky = Object.keys(model.events).filter((event) => isRisk(model, event));
    return (rule.events ?? risky).flatMap((event) => {
      const feature = Object.hasOwn(model.events, event) ? model.events[event]?.feature : undefined;
      return isMeant(feature) ? [{ id: feature ?? event, label: event, events: [event] }] : [];
    });
  }
  const features = rule.feature === undefined ? keyFeaturesOf(model) : featuresOf(model);
  return features.filter(({ id }) => isMeant(id));
}

/** One use of something that a rule watches. */
interface Use {
  readonly rule: AlertRule;
  readonly event: AcceptedEvent;
  readonly used: Used;
  /** Whom the alert is about. */
  readonly subject: AlertSubject;
  readonly account: IdHash | undefined;
}

/** The account that an event names, as the rule's alerts name it. */
function accountOf(
  sources: OccurredSources,
  happening: Happening,
  rule: AlertRule,
  { accountId }: AcceptedEvent,
): AlertSubject | undefined {
  if (accountId === undefined) return undefined;
  const account = sources.hashId('account', accountId);
  return subjectIn(sources, happening, account, rule.model);
}

function useOf(
  sources: OccurredSources,
  happening: Happening,
  rule: AlertRule,
  event: AcceptedEvent,
  used: Used,
): Use | undefined {
  const account = accountOf(sources, happening, rule, event);
  if (rule.scope !== 'user') {
    return account && { rule, event, used, subject: account, account: account.hash };
  }
  const { actor } = event;
  if (actor?.kind !== 'user') return undefined;
  const { owner = null, id: accountId = '' } = account ?? {};
  const hash = sources.hashId('user', actor.id);
  const subject = { scope: 'user', hash, id: actor.id, name: actor.id, owner, accountId } as const;
  return { rule, event, used, subject, account: account?.hash };
}

/** Who did it, by name; undefined when nobody is known. */
async function doerOf({ context, hashId }: OccurredSources, { actor }: AcceptedEvent) {
  if (actor?.kind !== 'user') return undefined;
  return userName(context, hashId('user', actor.id));
}

function wordsOf({ rule, used, event, subject }: Use, name: string, doer: string | undefined) {
  const isAccount = subject.scope === 'account';
  const who = isAccount ? (doer ?? 'Somebody') : name;
  if (rule.kind === 'feature.risk_used') {
    const title = `Sign of leaving at ${name}: ${used.label}`;
    return {
      title: isAccount ? title : `Sign of leaving of ${name}: ${used.label}`,
      text: `${who} did ${event.event}, which is marked as a sign of leaving.`,
    };
  }
  return {
    title: `${name} adopted ${used.label}`,
    text: isAccount
      ? `${who} was the first at ${name} to use ${used.label}.`
      : `${name} used ${used.label} for the first time.`,
  };
}

async function alertOf(sources: OccurredSources, use: Use): Promise<Alert> {
  const { rule, used, event, account } = use;
  const doer = await doerOf(sources, event);
  const ofUser = use.subject.scope === 'user';
  const subject = ofUser ? { ...use.subject, name: doer ?? use.subject.name } : use.subject;
  const champion = account && !ofUser ? await sources.champion?.(account) : undefined;
  const { title, text } = wordsOf(use, subject.name, doer);
  const facts = {
    feature: used.id,
    event: event.event,
    ...(event.actor?.kind === 'user' && { userId: event.actor.id }),
    ...(champion && { champion }),
  };
  const words = { title, text: champion ? `${text}\n${talkTo(champion)}` : text, facts };
  return makeAlert(rule, { ...subject, fact: used.id }, dayOf(event.at), words, sources.context);
}

/** Whether a use is the first: nothing like it before, in a past that is known well enough. */
async function isFirstUse(sources: OccurredSources, happening: Happening, use: Use) {
  const { subject, used } = use;
  const past = await sources.past();
  if (!past) return false;
  const side = subject.scope === 'user' ? past.users : past.accounts;
  const known = side.get(subject.hash);
  if (used.events.some((event) => known?.events.has(event))) return false;
  const profile =
    subject.scope === 'account'
      ? happening.accounts.get(subject.hash)
      : (await sources.profiles.get('user', subject.hash))?.profile;
  return isPastKnown(profile, known, sources.now);
}

async function raiseUse(sources: OccurredSources, happening: Happening, use: Use) {
  const { rule, used, subject, account, event } = use;
  const once = rule.kind === 'feature.adopted' ? ('ever' as const) : ('daily' as const);
  const key = sources.context.fingerprint(['use', subject.hash, used.id]);
  if (sources.settled.has(`${rule.id}/${key}/ever`)) return 0;
  const isNews = once === 'daily' || (await isFirstUse(sources, happening, use));
  return raiseOnce(sources, {
    rule,
    subject: subject.hash,
    key,
    day: dayOf(event.at),
    once,
    ...(account !== undefined && { account }),
    ...(isNews && { alert: () => alertOf(sources, use) }),
  });
}

function usesIn(sources: OccurredSources, happening: Happening, rule: AlertRule): Use[] {
  const model = sources.models.get(rule.model ?? 'default');
  if (!model) return [];
  const watched = watchedBy(rule, model);
  const byEvent = new Map(watched.flatMap((used) => used.events.map((event) => [event, used])));
  return happening.events.flatMap(({ event }) => {
    const used = byEvent.get(event.event);
    return (used && useOf(sources, happening, rule, event, used)) ?? [];
  });
}

/** First uses of features, and uses of those that are signs of leaving. */
export async function raiseFeatures(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  happening: Happening,
): Promise<number> {
  let raised = 0;
  for (const rule of rules.filter(({ kind }) => kind.startsWith('feature.'))) {
    for (const use of usesIn(sources, happening, rule)) {
      raised += await raiseUse(sources, happening, use);
    }
  }
  return raised;
}
