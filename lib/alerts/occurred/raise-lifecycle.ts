import { writtenAt } from '../../events/update-profiles.ts';
import { dayFromNumber, dayNumber, dayOf, millisecondOfDay } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { Subject } from '../../scores/conditions/condition-holds.ts';
import { occurrencesFromList } from '../../scores/conditions/occurrences.ts';
import type { Alert } from '../alert.ts';
import { makeAlert } from '../message/alert-context.ts';
import { withChampion } from '../message/champion.ts';
import type { ResolvedRule } from '../rule.ts';
import { isSilenced, readSilence } from '../silence.ts';
import { updateRuleState } from '../update-rule-state.ts';
import {
  eventsIn,
  type LifecycleChange,
  type LifecycleTrigger,
  lifecycleChange,
} from './lifecycle-change.ts';
import { currentSegments, matchesSegments } from './occurred-segments.ts';
import { accountSubjectIn, type EventBatch, type OccurredSources } from './occurred-sources.ts';

/** An account as its traits and the fresh events show it; older events are remembered instead. */
function conditionSubject({ sources, events, accounts }: EventBatch, account: IdHash): Subject {
  const own = events.filter(
    ({ event }) =>
      event.accountId !== undefined && sources.hashId('account', event.accountId) === account,
  );
  return {
    profiles: [accounts.get(account)],
    occurrences(name) {
      const instants = own
        .filter(({ event }) => event.event === name)
        .map(writtenAt)
        .sort((a, b) => a - b);
      return occurrencesFromList(
        instants.map((at) => {
          return { day: dayNumber(dayOf(at)), count: 1, user: -1, last: millisecondOfDay(at) };
        }),
      );
    },
    metric: () => null,
    inSegment: () => false,
  };
}

/** A rule about events, with how it looks at steps in an account's life, if it does. */
export interface RuleOfEvents {
  readonly rule: ResolvedRule;
  readonly lifecycle: LifecycleTrigger | undefined;
}

async function alertsFor(
  batch: EventBatch,
  { rule, lifecycle }: RuleOfEvents,
  account: IdHash,
  change: LifecycleChange,
): Promise<readonly Alert[]> {
  if (!change.isRecent || !lifecycle?.isStep(change)) return [];
  const { sources } = batch;
  const silence = await readSilence(sources.documents, rule.id);
  if (isSilenced(silence, account, sources.context.raisedAt)) return [];
  const segments = await currentSegments(sources, rule, account);
  if (!matchesSegments(rule, segments)) return [];
  const subject = accountSubjectIn(batch, account, rule);
  const champion = await sources.champion?.(account);
  const ownWords = {
    title: `${subject.name} ${lifecycle.title}`,
    text: `${subject.name} ${lifecycle.text(change)}.`,
    facts: { lifecycle: change.now, before: change.before, segments },
  };
  const day = dayFromNumber(change.since);
  const words = withChampion(ownWords, champion);
  return [makeAlert(rule, { subject, day, words }, sources.context)];
}

/** What is remembered of an account's life is stored with the states of rules, as if of a rule. */
const lifecycleRule = (model: string): string => `lifecycle@${model}`;

/** Whether an account has cancelled: then it raises nothing but its return. */
export async function hasCancelled(
  { alerts }: Pick<OccurredSources, 'alerts'>,
  model: string,
  account: IdHash,
): Promise<boolean> {
  const stored = await alerts.getState(lifecycleRule(model), account);
  return stored?.state.lifecycle === 'cancelled';
}

async function raiseForAccount(
  batch: EventBatch,
  rules: readonly RuleOfEvents[],
  model: ScoringModel,
  account: IdHash,
): Promise<number> {
  const { alerts: store, now } = batch.sources;
  const subject = conditionSubject(batch, account);
  const key = { rule: lifecycleRule(model.id), subject: account };
  return updateRuleState(store, key, async (remembered) => {
    const change = lifecycleChange(model, subject, dayOf(now), remembered);
    if (!change) return undefined;
    const alerts: Alert[] = [];
    for (const rule of rules) alerts.push(...(await alertsFor(batch, rule, account, change)));
    const day = dayFromNumber(change.since);
    return { memory: { state: 'fired', day, lifecycle: change.now }, alerts };
  });
}

/** Returns the accounts whose life the events may have changed. */
function accountsAffected(
  { sources, events }: EventBatch,
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
 * Follows accounts through their life as traits and events show it, and raises the steps that were
 * observed: the state and all alerts about it are one conditional put. Models of which no rule is
 * about steps are followed too, for an account that cancelled raises nothing else.
 */
export async function raiseLifecycle(
  batch: EventBatch,
  rules: readonly RuleOfEvents[],
): Promise<number> {
  let raised = 0;
  for (const model of batch.sources.models.values()) {
    if (!model.lifecycle) continue;
    const own = rules.filter(({ rule }) => rule.model === model.id);
    if (own.length === 0) continue;
    for (const account of accountsAffected(batch, model)) {
      raised += await raiseForAccount(batch, own, model, account);
    }
  }
  return raised;
}
