import { dayNumber } from '../../model/day.ts';
import { listAt } from '../../scores/columns/list-column.ts';
import { dayAt } from '../../scores/columns/nullable-column.ts';
import {
  type EvaluateRow,
  evaluationOf,
  NO_DATA,
  type RowPredicate,
  type RuleDay,
  subjectsOf,
} from './evaluation.ts';

/** Late events restate seven days; a step older than that comes from an import. */
const RECENT_STEP_DAYS = 7;

/** Breached once the share of steps done, where it is known, reaches the threshold; never cleared. */
export function progressEvaluator(ruleDay: RuleDay, threshold: number): EvaluateRow {
  const { progress } = subjectsOf(ruleDay);
  if (progress.length === 0) return NO_DATA;
  return (row) => {
    const share = progress[row] ?? 0;
    return Number.isNaN(share) ? 'no_data' : evaluationOf(share >= threshold, false);
  };
}

/** Guards against old steps that an import brings: the latest step must be recent. */
export function steppedRecently({ scores, subjectKind }: RuleDay): RowPredicate {
  const since = dayNumber(scores.asOf) - RECENT_STEP_DAYS;
  if (subjectKind === 'user') {
    const { activatedAt } = scores.users;
    return (row) => (dayAt(activatedAt, row) ?? Number.POSITIVE_INFINITY) > since;
  }
  const { steps } = scores.accounts;
  return (row) => listAt(steps, row).some((day) => day > since);
}
