import type { Profile } from '../events/profile.ts';
import { type Condition, innerConditions } from '../model/condition.ts';
import { addDays, type Day, dayFromNumber, dayNumber, dayOf } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { LifecycleState, ScoringModel } from '../model/scoring-model.ts';
import type { Lifecycle } from '../scores/day-scores.ts';
import { heldSince, type Subject } from '../scores/subject-facts.ts';
import type { Alert } from './alert.ts';
import { makeAlert } from './alert-context.ts';
import { talkTo } from './champion.ts';
import { lifecycleRule, readLifecycle } from './lifecycle-memory.ts';
import { isMeant, segmentsNow } from './occurred-segments.ts';
import { type Happening, type OccurredSources, subjectIn } from './occurred-sources.ts';
import type { AlertKind, AlertRule } from './rule.ts';
import { isSilenced, readSilence } from './silence.ts';

/** Of states entered on the same day the later one in an account's life wins. */
const STATES: readonly LifecycleState[] = ['trial', 'paid', 'cancelled'];

const ORDER: readonly Lifecycle[] = STATES;

interface Entered {
  readonly state: Lifecycle;
  /** Day number. */
  readonly since: number;
}

const UNKNOWN: Entered = { state: 'unknown', since: 0 };

function eventsIn(condition: Condition): string[] {
  const own = 'event' in condition ? [condition.event] : [];
  return [...own, ...innerConditions(condition).flatMap(eventsIn)];
}

/** An account as its traits and the fresh events show it; older events are remembered instead. */
function subjectOf(
  sources: OccurredSources,
  { events }: Happening,
  account: IdHash,
  profile: Profile | undefined,
): Subject {
  const own = events.filter(
    ({ event }) =>
      event.accountId !== undefined && sources.hashId('account', event.accountId) === account,
  );
  return {
    profiles: [profile],
    occurrences: (name) =>
      own
        .filter(({ event }) => event.event === name)
        .map(({ event, receivedAt }) => dayNumber(dayOf(Math.min(event.at, receivedAt))))
        .sort((a, b) => a - b)
        .map((day) => ({ day, count: 1, user: -1 })),
    metric: () => null,
    inSegment: () => false,
  };
}

function lifecycleOn(model: ScoringModel, subject: Subject, day: Day): Entered {
  return STATES.reduce((latest, state) => {
    const condition = model.lifecycle?.[state];
    const since = condition ? heldSince(condition, subject, day) : 0;
    return since > 0 && since >= latest.since ? { state, since } : latest;
  }, UNKNOWN);
}

/** A later state takes over; on the same day only one that comes later in an account's life. */
function supersedes(now: Entered, before: Entered): boolean {
  if (now.state === 'unknown' || now.state === before.state) return false;
  if (now.since !== before.since) return now.since > before.since;
  const order = (state: Lifecycle) => ORDER.indexOf(state);
  return order(now.state) > order(before.state);
}

function kindOf(before: Entered, now: Entered, byEvent: boolean): AlertKind | undefined {
  if (before.state === 'cancelled') return 'account.reactivated';
  if (now.state === 'cancelled') {
    return before.state !== 'unknown' || byEvent ? 'account.cancelled' : undefined;
  }
  return before.state === 'trial' && now.state === 'paid' ? 'account.converted' : undefined;
}

const TITLES: Readonly<Partial<Record<AlertKind, string>>> = {
  'account.converted': 'converted to paid',
  'account.cancelled': 'cancelled',
  'account.reactivated': 'is back as a customer',
};

async function alertFor(
  sources: OccurredSources,
  happening: Happening,
  rule: AlertRule,
  account: IdHash,
  change: { readonly before: Entered; readonly now: Entered },
): Promise<readonly Alert[]> {
  const { context } = sources;
  const silence = await readSilence(sources.documents, rule.id);
  if (isSilenced(silence, account, context.raisedAt)) return [];
  const segments = await segmentsNow(sources, rule, account);
  if (!isMeant(rule, segments)) return [];
  const subject = subjectIn(sources, happening, account, rule.model);
  const champion = await sources.champion?.(account);
  const { before, now } = change;
  const was = before.state === 'unknown' ? '' : ` It was ${before.state} before.`;
  const text = `${subject.name} is ${now.state} now.${was}`;
  const words = {
    title: `${subject.name} ${TITLES[rule.kind] ?? rule.kind}`,
    text: champion ? `${text}\n${talkTo(champion)}` : text,
    facts: {
      lifecycle: now.state,
      before: before.state,
      segments,
      ...(champion && { champion }),
    },
  };
  return [makeAlert(rule, subject, dayFromNumber(now.since), words, context)];
}

async function raiseFor(
  sources: OccurredSources,
  happening: Happening,
  rules: readonly AlertRule[],
  model: ScoringModel,
  account: IdHash,
): Promise<number> {
  const today = dayOf(sources.now);
  const subject = subjectOf(sources, happening, account, happening.accounts.get(account));
  const stored = await readLifecycle(sources, model.id, account);
  const remembered = stored?.state.lifecycle;
  const now = lifecycleOn(model, subject, today);
  const before: Entered =
    remembered !== undefined
      ? { state: remembered, since: dayNumber(stored?.state.day ?? today) }
      : { ...lifecycleOn(model, subject, addDays(dayFromNumber(now.since), -1)), since: 0 };
  if (!supersedes(now, before)) return 0;
  const condition = now.state === 'unknown' ? undefined : model.lifecycle?.[now.state];
  const byEvent = condition !== undefined && eventsIn(condition).length > 0;
  const kind = dayNumber(today) - now.since <= 1 ? kindOf(before, now, byEvent) : undefined;
  const fired: Alert[] = [];
  for (const rule of rules.filter((each) => each.kind === kind)) {
    fired.push(...(await alertFor(sources, happening, rule, account, { before, now })));
  }
  const outbox = [...(stored?.state.outbox ?? []), ...fired];
  const state = { rule: lifecycleRule(model.id), subject: account, state: 'fired' } as const;
  const after = { ...state, day: dayFromNumber(now.since), lifecycle: now.state, outbox };
  // Lost to another tail or to a publisher: the next tail reads the same minutes again.
  return (await sources.alerts.putState(after, stored?.revision ?? 0)) ? fired.length : 0;
}

/** The accounts whose place in life the events may have changed. */
function touched(
  sources: OccurredSources,
  { events }: Happening,
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
  happening: Happening,
): Promise<number> {
  let raised = 0;
  for (const model of sources.models.values()) {
    if (!model.lifecycle) continue;
    const own = rules.filter((rule) => (rule.model ?? 'default') === model.id);
    if (own.length === 0) continue;
    for (const account of touched(sources, happening, model)) {
      raised += await raiseFor(sources, happening, own, model, account);
    }
  }
  return raised;
}
