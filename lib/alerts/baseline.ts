import { canonicalText } from '../model/canonical-text.ts';
import { type Day, dayNumber, daysBetween } from '../model/day.ts';
import type { DayScores } from '../scores/day-scores.ts';
import { dayAt } from '../scores/nullable-day.ts';
import { rowOf } from '../scores/row-of.ts';
import { type AlertRule, scopeOf } from './rule.ts';
import { isActivation } from './watch.ts';

/** The last closed day a rule was evaluated for, under which version of the model, and as what. */
export interface Evaluated {
  readonly day: Day;
  readonly modelVersion: number;
  /** What the rule looked for; an older release did not note it. */
  readonly looksFor?: string;
}

/** After a longer pause a rule takes note before it speaks, as if it were new. */
const LONGEST_PAUSE_DAYS = 30;

/** What a rule looks for: when that changes, it is another rule under an old name. */
export function looksFor(rule: AlertRule): string {
  const { id: _id, enabled: _on, severity: _how, cooldownDays: _when, digest: _to, ...rest } = rule;
  return canonicalText(rest);
}

function startsAnew(rule: AlertRule, scores: DayScores, before: Evaluated | undefined): boolean {
  if (!before || before.modelVersion !== scores.modelVersion) return true;
  if (before.looksFor !== undefined && before.looksFor !== looksFor(rule)) return true;
  return daysBetween(before.day, scores.asOf) > LONGEST_PAUSE_DAYS;
}

/**
 * Tells which subjects a rule looks at for the first time: those it only takes note of. That is
 * everybody for a new rule or a new version of the model, and whoever was not in the scores when
 * it looked last, since when an import may have brought a long past. An account that began after
 * the rule's last look has no past to confuse: its first steps of activation are news.
 *
 * @param past the scores of the day the rule looked last, as they were reported then
 */
export function baselineOf(
  rule: AlertRule,
  scores: DayScores,
  before: Evaluated | undefined,
  past: DayScores | undefined,
): (at: number) => boolean {
  if (startsAnew(rule, scores, before)) return () => true;
  const side = scopeOf(rule) === 'user' ? 'users' : 'accounts';
  const looked = dayNumber(before?.day ?? scores.asOf);
  const { hash, first } = scores[side];
  const isNew = (at: number) =>
    past ? rowOf(past[side].hash, hash[at] ?? '') < 0 : (first[at] ?? 0) > looked;
  if (!isActivation(rule.kind) || side === 'users') return isNew;
  const { created } = scores.accounts;
  return (at) => isNew(at) && (dayAt(created, at) ?? 0) <= looked;
}
