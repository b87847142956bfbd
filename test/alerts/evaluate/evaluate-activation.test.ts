import { expect, it } from 'vitest';
import {
  progressEvaluator,
  steppedRecently,
} from '../../../lib/alerts/evaluate/evaluate-activation.ts';
import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import { dayNumber } from '../../../lib/model/day.ts';
import type { SubjectKind } from '../../../lib/model/subject-kind.ts';
import { NO_DAY } from '../../../lib/scores/columns/nullable-column.ts';
import type { DayScores } from '../../../lib/scores/snapshot/day-scores.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';

const SCORES = score([]);
const TODAY = dayNumber('2026-11-20');

interface Given {
  readonly users?: Partial<DayScores['users']>;
  readonly accounts?: Partial<DayScores['accounts']>;
}

/** A rule about activation, on a day whose columns are given. */
function dayOf(subjectKind: SubjectKind, { users, accounts }: Given): RuleDay {
  return {
    rule: { id: 'r', kind: 'activation.progressed', enabled: true },
    subjectKind,
    scores: {
      ...SCORES,
      users: { ...SCORES.users, ...users },
      accounts: { ...SCORES.accounts, ...accounts },
    },
    model: aModel().model,
    suspect: [],
  };
}

const rows = <T>(evaluate: (row: number) => T): readonly T[] => [0, 1, 2].map(evaluate);

it('activation is breached from its threshold on, and never cleared', () => {
  const progress = Float64Array.of(0.25, 0.5, 1);
  const evaluations = ['holding', 'breached', 'breached'];
  const users = dayOf('user', { users: { progress } });
  expect(rows(progressEvaluator(users, 0.5))).toEqual(evaluations);
  const accounts = dayOf('account', { accounts: { progress } });
  expect(rows(progressEvaluator(accounts, 0.5))).toEqual(evaluations);
  expect(progressEvaluator(accounts, 0.1)(7)).toBe('holding');
});

it('activation is not judged under a model without steps for its kind', () => {
  const none = { progress: Float64Array.of() };
  const onlyUsers = { accounts: none, users: { progress: Float64Array.of(1) } };
  expect(progressEvaluator(dayOf('account', onlyUsers), 0.5)(0)).toBe('no_data');
  expect(progressEvaluator(dayOf('user', onlyUsers), 0.5)(0)).toBe('breached');
});

it('an account has stepped recently when any of its steps was done in the last seven days', () => {
  const starts = Int32Array.of(0, 2, 4, 4);
  const values = Int32Array.of(TODAY - 6, TODAY - 60, TODAY - 7, 0);
  const ruleDay = dayOf('account', { accounts: { steps: { starts, values } } });
  expect(rows(steppedRecently(ruleDay))).toEqual([true, false, false]);
});

it('a user has stepped recently unless it was activated seven days ago or before', () => {
  const activatedAt = Int32Array.of(TODAY - 6, TODAY - 7, NO_DAY);
  expect(rows(steppedRecently(dayOf('user', { users: { activatedAt } })))).toEqual([
    true,
    false,
    true,
  ]);
});
