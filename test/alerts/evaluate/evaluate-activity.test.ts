import { expect, it } from 'vitest';
import {
  daysSince,
  inactiveEvaluator,
  pastDayOf,
  wasActiveBefore,
} from '../../../lib/alerts/evaluate/evaluate-activity.ts';
import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { dayNumber } from '../../../lib/model/day.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const TODAY = dayNumber('2026-11-20');
const SCORES = score([
  someCounts('2026-11-19', [['ada', 'acme', 'Opened', 3]]),
  someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]]),
]);

interface Given extends Partial<Pick<RuleDay, 'suspect' | 'past'>> {
  readonly rule?: Partial<AlertRule>;
  readonly lastActive?: number;
}

/** One account that was last active on a day, and a rule about absence. */
function dayOf({ rule, lastActive = TODAY, suspect = [], ...given }: Given): RuleDay {
  const accounts = { ...SCORES.accounts, lastActive: Int32Array.of(lastActive) };
  return {
    rule: { id: 'r', kind: 'account.inactive', enabled: true, ...rule },
    subjectKind: 'account',
    scores: { ...SCORES, accounts },
    model: aModel().model,
    suspect,
    ...given,
  };
}

const absence = (given: Given) => inactiveEvaluator(dayOf(given))(0);

it('the days of an absence leave out broken ones after the last active day up to today', () => {
  expect(daysSince(100, 110, [])).toBe(10);
  expect(daysSince(100, 110, [99, 100, 101, 110, 111])).toBe(8);
});

it('an absence of a subject is breached after 14 days unless the rule says how many', () => {
  expect(absence({ lastActive: TODAY - 13 })).toBe('holding');
  expect(absence({ lastActive: TODAY - 14 })).toBe('breached');
  expect(absence({ lastActive: TODAY - 3, rule: { days: 3 } })).toBe('breached');
  expect(absence({ lastActive: TODAY - 14, suspect: [TODAY - 1] })).toBe('holding');
});

it('an absence of a subject is cleared by being active on the day, and unknown of who was never active', () => {
  expect(absence({ lastActive: TODAY })).toBe('cleared');
  expect(absence({ lastActive: TODAY - 1 })).toBe('holding');
  expect(absence({ lastActive: 0 })).toBe('no_data');
  expect(inactiveEvaluator(dayOf({}))(7)).toBe('no_data');
});

it('an earlier day of scores is needed only by a rule that wants active days before the absence', () => {
  const rule: AlertRule = { id: 'r', kind: 'account.inactive', enabled: true };
  expect(pastDayOf(rule, '2026-11-20')).toBeUndefined();
  expect(pastDayOf({ ...rule, minActiveDays: 1 }, '2026-11-20')).toBe('2026-11-06');
  expect(pastDayOf({ ...rule, minActiveDays: 1, days: 3 }, '2026-11-20')).toBe('2026-11-17');
});

it('a subject was active before when the earlier day shows as many active days', () => {
  const wasActive = (minActiveDays: number | undefined, given: Given = { past: SCORES }) =>
    wasActiveBefore(
      dayOf({ ...given, rule: minActiveDays === undefined ? {} : { minActiveDays } }),
    );
  expect(wasActive(2)(0)).toBe(true);
  expect(wasActive(3)(0)).toBe(false);
  expect(wasActive(undefined, {})(0)).toBe(true);
  expect(wasActive(1, {})(0)).toBe(false);
  expect(wasActive(1)(7)).toBe(false);
});

it('active days are counted in the shortest window of four weeks, else in the headline', () => {
  const activeDays = (days: number) => Float64Array.of(days);
  const pastOf = (windows: readonly [window: number, active: number][]) => ({
    ...SCORES,
    headlineWindow: 7 as never,
    windows: windows.map(([window]) => ({ ...SCORES.windows[0], window })) as never,
    accounts: {
      ...SCORES.accounts,
      windows: windows.map(([, days]) => ({ activeDays: activeDays(days) })) as never,
    },
  });
  const least = (windows: readonly [number, number][]) => {
    const isActive = (minActiveDays: number) =>
      wasActiveBefore(dayOf({ past: pastOf(windows), rule: { minActiveDays } }))(0);
    return [1, 2, 3, 4, 5].filter(isActive).length;
  };
  expect(
    least([
      [7, 1],
      [28, 2],
      [90, 4],
    ]),
  ).toBe(2);
  expect(
    least([
      [90, 4],
      [30, 3],
      [7, 5],
    ]),
  ).toBe(3);
  expect(
    least([
      [1, 5],
      [7, 3],
    ]),
  ).toBe(3);
  expect(least([[1, 5]])).toBe(0);
});
