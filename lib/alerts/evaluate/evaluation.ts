import type { ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { DayScores } from '../../scores/snapshot/day-scores.ts';
import type { AlertRule } from '../rule.ts';

/**
 * How a rule's value stands for a subject on a closed day: past the threshold, far enough back for
 * the rule to fire again, or in between. `no_data` changes nothing.
 */
export type Evaluation = 'breached' | 'holding' | 'cleared' | 'no_data';

/** Evaluates the subject of a row, straight from the columns: a rule looks at each, every day. */
export type EvaluateRow = (row: number) => Evaluation;

export type RowPredicate = (row: number) => boolean;

/** One rule on one closed day: all that its evaluation may look at. */
export interface RuleDay {
  readonly rule: AlertRule;
  readonly subjectKind: SubjectKind;
  readonly scores: DayScores;
  readonly model: ScoringModel;
  /** The day numbers on which too much was missing to tell anything, this day among them. */
  readonly suspect: readonly number[];
  /** The scores of an earlier closed day, where the rule needs them. */
  readonly past?: DayScores;
}

export const NO_DATA: EvaluateRow = () => 'no_data';

/** Returns the columns of those whom the rule is about. */
export function subjectsOf({ scores, subjectKind }: Pick<RuleDay, 'scores' | 'subjectKind'>) {
  return subjectKind === 'user' ? scores.users : scores.accounts;
}

/** Returns the length in days of the window that a rule looks at. */
export function windowDaysOf({ rule, scores }: Pick<RuleDay, 'rule' | 'scores'>): number {
  return rule.window ?? scores.headlineWindow;
}

/** Returns the index of the window that a rule looks at; -1 when the model lacks it. */
export function windowIndexOf(ruleDay: Pick<RuleDay, 'rule' | 'scores'>): number {
  const days = windowDaysOf(ruleDay);
  return ruleDay.scores.windows.findIndex(({ window }) => window === days);
}

/** Returns how a value stands that is past the threshold, back far enough, or neither. */
export function evaluationOf(breached: boolean, cleared: boolean): Evaluation {
  if (breached) return 'breached';
  return cleared ? 'cleared' : 'holding';
}
