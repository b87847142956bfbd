import type { Profile } from '../../events/profile.ts';
import { BarometerError } from '../../model/barometer-error.ts';
import { dayFromNumber, dayNumber, dayOf } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { Lifecycle } from '../../scores/conditions/lifecycle-state.ts';
import { occurrencesFromList } from '../../scores/conditions/occurrences.ts';
import type { Subject } from '../../scores/conditions/subject-facts.ts';
import type { Alert } from '../alert.ts';
import { makeAlert } from '../message/alert-context.ts';
import { championSentence } from '../message/champion.ts';
import type { AlertKind, AlertRule } from '../rule.ts';
import { isSilenced, readSilence } from '../silence.ts';
import { eventsIn, type LifecycleChange, lifecycleChange } from './lifecycle-change.ts';
import { currentSegments, matchesSegments } from './occurred-segments.ts';
import { accountSubjectIn, type EventBatch, type OccurredSources } from './occurred-sources.ts';
import { lifecycleRule, readStoredLifecycle } from './stored-lifecycle.ts';

/** An account as its traits and the fresh events show it; older events are remembered instead. */
function subjectOf(
  sources: OccurredSources,
  { events }: EventBatch,
  account: IdHash,
  profile: Profile | undefined,
): Subject {
  const own = events.filter(
    ({ event }) =>
      event.accountId !== undefined && sources.hashId('account', event.accountId) === account,
  );
  return {
    profiles: [profile],
    occurrences(name) {
      const days = own
        .filter(({ event }) => event.event === name)
        .map(({ event, receivedAt }) => dayNumber(dayOf(Math.min(event.at, receivedAt))))
        .sort((a, b) => a - b);
      return occurrencesFromList(days.map((day) => ({ day, count: 1, user: -1 })));
    },
    metric: () => null,
    inSegment: () => false,
  };
}

const PREVIOUS_STATE_TEXT: Readonly<Partial<Record<Lifecycle, string>>> = {
  trial: '. It was in its trial',
  paid: '. It was a paying account',
};

function textOf(before: Lifecycle, now: Lifecycle): string {
  if (now === 'cancelled') return `has cancelled${PREVIOUS_STATE_TEXT[before] ?? ''}`;
  if (before === 'cancelled') return `had cancelled and is ${now === 'paid' ? 'paying' : now} now`;
  return `went from ${before} to ${now}`;
}

const TITLES: Readonly<Partial<Record<AlertKind, string>>> = {
  'account.converted': 'converted to paid',
  'account.cancelled': 'cancelled',
  'account.reactivated': 'is back as a customer',
};

async function alertsFor(
  sources: OccurredSources,
  batch: EventBatch,
  rule: AlertRule,
  account: IdHash,
  change: LifecycleChange,
): Promise<readonly Alert[]> {
  const { context } = sources;
  const silence = await readSilence(sources.documents, rule.id);
  if (isSilenced(silence, account, context.raisedAt)) return [];
  const segments = await currentSegments(sources, rule, account);
  if (!matchesSegments(rule, segments)) return [];
  const subject = accountSubjectIn(sources, batch, account, rule.model);
  const champion = await sources.champion?.(account);
  const { before, now } = change;
  const text = `${subject.name} ${textOf(before.state, now.state)}.`;
  const words = {
    title: `${subject.name} ${TITLES[rule.kind] ?? rule.kind}`,
    text: champion ? `${text}\n${championSentence(champion)}` : text,
    facts: {
      lifecycle: now.state,
      before: before.state,
      segments,
      ...(champion && { champion }),
    },
  };
  return [makeAlert(rule, subject, dayFromNumber(now.since), words, context)];
}

/** A put may lose to another tail, or to a publisher that empties the same outbox. */
const ATTEMPTS = 8;

async function raiseForAccount(
  sources: OccurredSources,
  batch: EventBatch,
  rules: readonly AlertRule[],
  model: ScoringModel,
  account: IdHash,
): Promise<number> {
  const today = dayOf(sources.now);
  const subject = subjectOf(sources, batch, account, batch.accounts.get(account));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await readStoredLifecycle(sources, model.id, account);
    const change = lifecycleChange(model, subject, today, stored);
    if (!change) return 0;
    const { now, kind } = change;
    const fired: Alert[] = [];
    for (const rule of rules.filter((each) => each.kind === kind)) {
      fired.push(...(await alertsFor(sources, batch, rule, account, change)));
    }
    const outbox = [...(stored?.state.outbox ?? []), ...fired];
    const state = { rule: lifecycleRule(model.id), subject: account, state: 'fired' } as const;
    const after = { ...state, day: dayFromNumber(now.since), lifecycle: now.state, outbox };
    if (await sources.alerts.putState(after, stored?.revision ?? 0)) return fired.length;
  }
  // Not 0, which would let the cursor move on: the tail reads its events again.
  throw new BarometerError(
    'conflict',
    `a rule state changed ${ATTEMPTS} times while being written`,
  );
}

/** The accounts whose place in life the events may have changed. */
function accountsAffected(
  sources: OccurredSources,
  { events }: EventBatch,
  model: ScoringModel,
): ReadonlySet<IdHash> {
  const named = new Set(Object.values(model.lifecycle ?? {}).flatMap(eventsIn));
  const accounts = new Set<IdHash>();
  for (const { event } of events) {
    if (event.accountId === undefined) continue;
    if ((event.kind === 'group' && event.traits) || named.has(event.event)) {
      accounts.add(sources.hashId('account', event.accountId));
    }
  }
  return accounts;
}

/**
 * Follows accounts through their life as traits and events show it, and tells of the steps that
 * were observed: the state and all alerts about it are one conditional put.
 */
export async function raiseLifecycle(
  sources: OccurredSources,
  rules: readonly AlertRule[],
  batch: EventBatch,
): Promise<number> {
  let raised = 0;
  for (const model of sources.models.values()) {
    if (!model.lifecycle) continue;
    const own = rules.filter((rule) => (rule.model ?? 'default') === model.id);
    if (own.length === 0) continue;
    for (const account of accountsAffected(sources, batch, model)) {
      raised += await raiseForAccount(sources, batch, own, model, account);
    }
  }
  return raised;
}
