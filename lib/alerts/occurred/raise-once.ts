import { BarometerError } from '../../model/barometer-error.ts';
import { type Day, daysBetween } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Alert, StoredRuleState } from '../alert.ts';
import type { AlertRule } from '../rule.ts';
import { isSilenced, readSilence } from '../silence.ts';
import { currentSegments, matchesSegments } from './occurred-segments.ts';
import type { OccurredSources } from './occurred-sources.ts';
import { hasCancelled } from './stored-lifecycle.ts';

/** Something that happened, as a rule found it. */
export interface Fact {
  readonly rule: AlertRule;
  /** Whom the alert is about. */
  readonly subject: IdHash;
  /** The account it belongs to: one that is gone raises nothing. */
  readonly account?: IdHash;
  /** What the rule remembers it under. @default the subject */
  readonly key?: IdHash;
  readonly day: Day;
  /** `ever`: once and never again. `daily`: once a day, and after the rule's cool-down. */
  readonly once: 'ever' | 'daily';
  /** Without one the fact is only noted. */
  readonly alert?: () => Promise<Alert>;
}

const ATTEMPTS = 8;

/** More would be a memory leak, and starting anew costs one read a fact. */
const MAX_SETTLED = 500_000;

function isAlreadyRaised({ rule, day, once }: Fact, stored: StoredRuleState | undefined): boolean {
  if (!stored) return false;
  const lastFired = stored.state.lastFiredDay;
  if (once === 'ever') return true;
  if (lastFired === undefined) return false;
  return day <= lastFired || daysBetween(lastFired, day) < (rule.cooldownDays ?? 0);
}

async function alertOf(sources: OccurredSources, fact: Fact): Promise<readonly Alert[]> {
  if (!fact.alert) return [];
  const segments = await currentSegments(sources, fact.rule, fact.subject);
  if (!matchesSegments(fact.rule, segments)) return [];
  const silence = await readSilence(sources.documents, fact.rule.id);
  if (isSilenced(silence, fact.subject, sources.context.raisedAt)) return [];
  const alert = await fact.alert();
  return [{ ...alert, facts: { ...alert.facts, segments } }];
}

async function saveFact(sources: OccurredSources, fact: Fact): Promise<number> {
  const { rule, day, key = fact.subject } = fact;
  const { alerts: store } = sources;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await store.getState(rule.id, key);
    if (isAlreadyRaised(fact, stored)) return 0;
    const fired = await alertOf(sources, fact);
    const outbox = [...(stored?.state.outbox ?? []), ...fired];
    const state = { rule: rule.id, subject: key, state: 'fired', day, lastFiredDay: day } as const;
    if (await store.putState({ ...state, outbox }, stored?.revision ?? 0)) return fired.length;
  }
  // Not 0, which would let the fact count as told: the tail reads its event again.
  throw new BarometerError(
    'conflict',
    `a rule state changed ${ATTEMPTS} times while being written`,
  );
}

/** A fact of somebody whom the rule is not about leaves a day, and its cool-down, free. */
async function isOutsideSegments(sources: OccurredSources, { rule, subject, once, alert }: Fact) {
  const { segment, exceptSegment } = rule;
  if (once === 'ever' || !alert || (segment ?? exceptSegment) === undefined) return false;
  return !matchesSegments(rule, await currentSegments(sources, rule, subject));
}

/** Notes a fact and raises its alert, in one conditional put; 0 for one that was told before. */
export async function raiseOnce(sources: OccurredSources, fact: Fact): Promise<number> {
  const { rule, once, day, account, key = fact.subject } = fact;
  const settledKey = `${rule.id}/${key}/${once === 'ever' ? once : day}`;
  if (sources.settled.has(settledKey)) return 0;
  if (fact.alert && account && (await hasCancelled(sources, rule.model ?? 'default', account)))
    return 0;
  if (await isOutsideSegments(sources, fact)) return 0;
  const raised = await saveFact(sources, fact);
  if (sources.settled.size >= MAX_SETTLED) sources.settled.clear();
  sources.settled.add(settledKey);
  return raised;
}
