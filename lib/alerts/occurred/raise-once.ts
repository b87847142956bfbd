import { type Day, daysBetween } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Alert, RuleState } from '../alert.ts';
import type { ResolvedRule } from '../rule.ts';
import { isSilenced, readSilence } from '../silence.ts';
import { updateRuleState } from '../update-rule-state.ts';
import { currentSegments, matchesSegments } from './occurred-segments.ts';
import type { OccurredSources } from './occurred-sources.ts';
import { hasCancelled } from './raise-lifecycle.ts';

/** Something that happened, as a rule found it. */
export interface Fact {
  readonly rule: ResolvedRule;
  readonly subject: IdHash;
  /** The account it belongs to: one that is gone raises nothing. */
  readonly account?: IdHash;
  /** What the rule remembers it under. @default the subject */
  readonly key?: IdHash;
  readonly day: Day;
  /** `ever`: once and never again. `daily`: once a day, and after the rule's cool-down. */
  readonly once: 'ever' | 'daily';
  /** Without one the fact is only remembered. */
  readonly alert?: () => Promise<Alert>;
}

/** More would be a memory leak, and starting anew costs one read for each fact. */
const MAX_SETTLED = 500_000;

function isAlreadyRaised({ rule, day, once }: Fact, state: RuleState | undefined): boolean {
  if (!state) return false;
  const lastFired = state.lastFiredDay;
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

/** A fact of somebody whom the rule is not about leaves a day, and its cool-down, free. */
async function isOutsideSegments(sources: OccurredSources, { rule, subject, once, alert }: Fact) {
  const { segment, exceptSegment } = rule;
  if (once === 'ever' || !alert || (segment ?? exceptSegment) === undefined) return false;
  return !matchesSegments(rule, await currentSegments(sources, rule, subject));
}

/**
 * Remembers a fact and raises its alert, in one conditional put. Returns 1 for an alert; 0 for none,
 * as for a fact that was raised before.
 */
export async function raiseOnce(sources: OccurredSources, fact: Fact): Promise<number> {
  const { rule, once, day, account, key = fact.subject } = fact;
  const settledKey = `${rule.id}/${key}/${once === 'ever' ? once : day}`;
  if (sources.settled.has(settledKey)) return 0;
  if (fact.alert && account && (await hasCancelled(sources, rule.model, account))) return 0;
  if (await isOutsideSegments(sources, fact)) return 0;
  const state = { rule: rule.id, subject: key };
  const raised = await updateRuleState(sources.alerts, state, async (before) => {
    if (isAlreadyRaised(fact, before)) return undefined;
    return {
      memory: { state: 'fired', day, lastFiredDay: day },
      alerts: await alertOf(sources, fact),
    };
  });
  if (sources.settled.size >= MAX_SETTLED) sources.settled.clear();
  sources.settled.add(settledKey);
  return raised;
}
