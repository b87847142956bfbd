import type { IdHash } from '../../model/id-hash.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { type AlertKind, type AlertRule, scopeOf } from '../rule.ts';
import { inactiveEvaluator, reactivatedEvaluator, wasActiveBefore } from './evaluate-activity.ts';
import {
  cancelledPredicate,
  progressEvaluator,
  segmentEvaluator,
  segmentPredicate,
  steppedRecently,
} from './evaluate-membership.ts';
import { changeEvaluator, levelEvaluator } from './evaluate-score.ts';
import type { DayView, EvaluateRow } from './evaluation.ts';

/** A rule made ready for one day, so that looking at a subject costs a few reads of columns. */
export interface CompiledRule {
  readonly rule: AlertRule;
  readonly scope: SubjectKind;
  readonly hashes: readonly IdHash[];
  readonly evaluation: EvaluateRow;
  /** Asked only of subjects that are about to fire. */
  readonly passesGuard: (row: number) => boolean;
  /** What is known of a subject that the rule has no memory of. */
  readonly initialState: 'armed' | 'fired';
}

type Evaluator = (rule: AlertRule, view: DayView) => EvaluateRow;

/** The kinds that are evaluated once a closed day. */
const EVALUATORS: Readonly<Partial<Record<AlertKind, Evaluator>>> = {
  'score.decreased': (rule, view) => changeEvaluator(rule, view, -1),
  'score.increased': (rule, view) => changeEvaluator(rule, view, 1),
  'score.below': (rule, view) => levelEvaluator(rule, view, -1),
  'score.above': (rule, view) => levelEvaluator(rule, view, 1),
  'activation.progressed': progressEvaluator,
  'activation.completed': progressEvaluator,
  'account.inactive': inactiveEvaluator,
  'account.reactivated': reactivatedEvaluator,
  'user.inactive': inactiveEvaluator,
  'segment.entered': segmentEvaluator,
  'segment.left': segmentEvaluator,
};

/** True for kinds that look at closed days. */
export function isDayTriggered(kind: AlertKind): boolean {
  return EVALUATORS[kind] !== undefined;
}

export function isActivation(kind: AlertKind): boolean {
  return kind === 'activation.progressed' || kind === 'activation.completed';
}

function isAboutSegments(kind: AlertKind): boolean {
  return kind === 'segment.entered' || kind === 'segment.left';
}

/** An account that cancelled raises nothing but its return, unless a rule is about just that. */
function excludesCancelled(rule: AlertRule): boolean {
  if (rule.kind === 'account.reactivated') return false;
  return !(isAboutSegments(rule.kind) && rule.segment === 'cancelled');
}

type RowPredicate = (row: number) => boolean;

/** Everything that takes a subject out of a rule. */
function exclusions(rule: AlertRule, { scores }: DayView): readonly RowPredicate[] {
  const tests: RowPredicate[] = [];
  const { segment, exceptSegment, minMembers, maxMembers } = rule;
  if (segment !== undefined && !isAboutSegments(rule.kind)) {
    const isInSegment = segmentPredicate(rule, scores, segment);
    tests.push((row) => !isInSegment(row));
  }
  if (exceptSegment !== undefined) tests.push(segmentPredicate(rule, scores, exceptSegment));
  if (excludesCancelled(rule)) tests.push(cancelledPredicate(rule, scores));
  const { knownUsers } = scores.accounts;
  if (minMembers !== undefined) tests.push((row) => (knownUsers[row] ?? 0) < minMembers);
  if (maxMembers !== undefined) tests.push((row) => (knownUsers[row] ?? 0) > maxMembers);
  return tests;
}

function withExclusions(evaluate: EvaluateRow, excluded: readonly RowPredicate[]): EvaluateRow {
  if (excluded.length === 0) return evaluate;
  return (row) => {
    const evaluation = evaluate(row);
    if (evaluation === 'holding' || evaluation === 'no_data') return evaluation;
    return excluded.some((isExcluded) => isExcluded(row)) ? 'no_data' : evaluation;
  };
}

/** A rule ready for a day; undefined for kinds that do not look at closed days. */
export function compileRule(rule: AlertRule, view: DayView): CompiledRule | undefined {
  const evaluate = EVALUATORS[rule.kind];
  if (!evaluate) return undefined;
  const scope = scopeOf(rule);
  const { scores } = view;
  return {
    rule,
    scope,
    hashes: scope === 'user' ? scores.users.hash : scores.accounts.hash,
    evaluation: withExclusions(evaluate(rule, view), exclusions(rule, view)),
    passesGuard: isActivation(rule.kind)
      ? steppedRecently(rule, view)
      : wasActiveBefore(rule, view),
    initialState: rule.kind === 'account.reactivated' ? 'fired' : 'armed',
  };
}
