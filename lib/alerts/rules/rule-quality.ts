import { type Day, daysBetween } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { Lifecycle } from '../../scores/conditions/lifecycle.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { ClosedDayTrigger } from '../kinds/kind-definition.ts';
import type { FiredAlert } from './replay-rule.ts';

/** An account that came to the end that a rule should have foretold. */
export interface RuleOutcome {
  readonly subject: IdHash;
  readonly day: Day;
}

/** How well a rule foretold an end, 0 to 1 each. */
export interface RuleQuality {
  readonly outcome: ClosedDayTrigger['foretells'];
  readonly outcomes: number;
  /** Share of alerts that the end followed within 60 days; alerts still open are left out. */
  readonly precision: number | null;
  /** Share of ends that an alert came before, within 60 days. */
  readonly recall: number;
  /** Days from the first such alert to the end. */
  readonly medianLeadDays: number | null;
}

/** An alert counts as having foretold an end that comes within this time. */
const HORIZON_DAYS = 60;

/** Fewer say nothing about a rule. */
const MIN_OUTCOMES = 10;

/** Returns the accounts that changed into a state from one closed day to the next. */
export function ruleOutcomesOn(
  before: ReadonlyMap<IdHash, Lifecycle>,
  scores: DayScores,
  wanted: RuleQuality['outcome'],
): RuleOutcome[] {
  return scores.accounts.hash.flatMap((subject, row) => {
    const previous = before.get(subject);
    const current = scores.accounts.lifecycle[row];
    const isNew =
      wanted === 'paid' ? previous === 'trial' : previous !== undefined && previous !== wanted;
    return current === wanted && isNew ? [{ subject, day: scores.asOf }] : [];
  });
}

/** Returns the lifecycle of each account of a day, by hash. */
export function lifecyclesOn({ accounts }: DayScores): ReadonlyMap<IdHash, Lifecycle> {
  return new Map(accounts.hash.map((hash, row) => [hash, accounts.lifecycle[row] ?? 'unknown']));
}

const foretells = (fired: FiredAlert, { subject, day }: RuleOutcome): boolean => {
  const lead = daysBetween(fired.day, day);
  return fired.subject === subject && lead > 0 && lead <= HORIZON_DAYS;
};

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  const [a, b] = [sorted[low], sorted[high]];
  return a === undefined || b === undefined ? null : (a + b) / 2;
}

/** Returns null while fewer than ten accounts came to that end. */
export function ruleQuality(
  outcome: RuleQuality['outcome'],
  fired: readonly FiredAlert[],
  outcomes: readonly RuleOutcome[],
  lastDay: Day,
): RuleQuality | null {
  if (outcomes.length < MIN_OUTCOMES) return null;
  const hits = fired.filter((each) => outcomes.some((end) => foretells(each, end)));
  const decided = fired.filter(({ day }) => daysBetween(day, lastDay) >= HORIZON_DAYS);
  const judged = new Set([...hits, ...decided]);
  const leads = outcomes.flatMap((end) => {
    const days = fired.filter((each) => foretells(each, end)).map((each) => each.day);
    return days.length === 0 ? [] : [Math.max(...days.map((day) => daysBetween(day, end.day)))];
  });
  return {
    outcome,
    outcomes: outcomes.length,
    precision: judged.size === 0 ? null : hits.length / judged.size,
    recall: leads.length / outcomes.length,
    medianLeadDays: median(leads),
  };
}
