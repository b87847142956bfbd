import type { IdHash } from '../../model/id-hash.ts';
import { hasCancelled, isInSegment } from '../evaluate/evaluate-segments.ts';
import {
  type EvaluateRow,
  type RowPredicate,
  type RuleDay,
  subjectsOf,
} from '../evaluate/evaluation.ts';
import type { ClosedDayTrigger } from '../kinds/kind-definition.ts';

/** A rule made ready for one day, so that looking at a subject costs a few reads of columns. */
export interface CompiledRule {
  readonly ruleDay: RuleDay;
  readonly trigger: ClosedDayTrigger;
  readonly hashes: readonly IdHash[];
  readonly evaluate: EvaluateRow;
  /** Called for subjects that are about to fire only. */
  readonly passesGuard: RowPredicate;
}

/** Returns everything that takes a subject out of a rule. */
function exclusions(ruleDay: RuleDay, trigger: ClosedDayTrigger): readonly RowPredicate[] {
  const { rule, scores } = ruleDay;
  const tests: RowPredicate[] = [];
  const { segment, exceptSegment, minMembers, maxMembers } = rule;
  if (segment !== undefined && !trigger.isAboutSegment) {
    const isIn = isInSegment(ruleDay, segment);
    tests.push((row) => !isIn(row));
  }
  if (exceptSegment !== undefined) tests.push(isInSegment(ruleDay, exceptSegment));
  if (trigger.excludesCancelled(rule)) tests.push(hasCancelled(ruleDay));
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

/** Makes a rule ready for one day, so that looking at a row reads a few columns. */
export function compileRule(ruleDay: RuleDay, trigger: ClosedDayTrigger): CompiledRule {
  return {
    ruleDay,
    trigger,
    hashes: subjectsOf(ruleDay).hash,
    evaluate: withExclusions(trigger.evaluator(ruleDay), exclusions(ruleDay, trigger)),
    passesGuard: trigger.guard(ruleDay),
  };
}
