import { describe, expect, it } from 'vitest';
import {
  changeEvaluator,
  levelEvaluator,
  ownChange,
} from '../../../lib/alerts/evaluate/evaluate-score.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { NO_DAY } from '../../../lib/scores/columns/nullable-column.ts';
import {
  accountScoreDay,
  type ScoreRuleShape,
  TODAY,
} from '../../support/builders/score-rule-day.ts';

const fall = (given: ScoreRuleShape) => changeEvaluator(accountScoreDay(given), -1)(0);
const rise = (given: ScoreRuleShape) => changeEvaluator(accountScoreDay(given), 1)(0);

describe('the change a score rule looks at', () => {
  it('the change of a score is the smaller one of the plain change and the own part', () => {
    expect(ownChange(-30, -20)).toBe(-20);
    expect(ownChange(-20, -30)).toBe(-20);
    expect(ownChange(25, 40)).toBe(25);
  });

  it('a score has no change where others moved it the other way', () => {
    expect(ownChange(-30, 5)).toBe(0);
    expect(ownChange(12, -3)).toBe(0);
  });

  it('a score has no change on a holiday of everybody, when only the own part falls', () => {
    expect(ownChange(0, -60)).toBe(0);
  });

  it('a score has no change when everybody else rises, and only the benchmark moves', () => {
    expect(ownChange(-25, 0)).toBe(0);
  });
});

describe('a rule about changes of scores', () => {
  it('a change of score is breached past the threshold only, and in its own direction only', () => {
    expect(fall({ before: 80, now: 59.9 })).toBe('breached');
    expect(fall({ before: 80, now: 60 })).toBe('holding');
    expect(rise({ before: 80, now: 59.9 })).toBe('cleared');
    expect(rise({ before: 59.9, now: 80 })).toBe('breached');
  });

  it('a change of score is cleared at half the threshold unless the rule says where', () => {
    expect(fall({ before: 80, now: 69.9 })).toBe('holding');
    expect(fall({ before: 80, now: 70 })).toBe('cleared');
    expect(fall({ before: 80, now: 70, rule: { clear: 5 } })).toBe('holding');
    expect(fall({ before: 80, now: 75, rule: { clear: 5 } })).toBe('cleared');
    expect(fall({ before: 80, now: 79.9, rule: { clear: 0 } })).toBe('holding');
    expect(fall({ before: 80, now: 80, rule: { clear: 0 } })).toBe('cleared');
  });

  it('nobody is judged when the benchmark of 20 users more than doubles or halves', () => {
    const fallen = { before: 80, now: 40 };
    expect(fall({ ...fallen, benchmarks: [20, 10] })).toBe('breached');
    expect(fall({ ...fallen, benchmarks: [20.1, 10] })).toBe('no_data');
    expect(fall({ ...fallen, benchmarks: [10, 20] })).toBe('breached');
    expect(fall({ ...fallen, benchmarks: [10, 20.1] })).toBe('no_data');
  });

  it('fewer than 20 users are no population, however far their benchmark swings', () => {
    const swing = { before: 80, now: 40, benchmarks: [90, 10] } as const;
    expect(fall({ ...swing, scoringUsers: 19 })).toBe('breached');
    expect(fall({ ...swing, scoringUsers: 20 })).toBe('no_data');
  });

  it('a subject is judged from one window of tenure on for falls, and from two for rises', () => {
    expect(fall({ before: 80, now: 40, tenure: 6 })).toBe('no_data');
    expect(fall({ before: 80, now: 40, tenure: 7 })).toBe('breached');
    expect(rise({ before: 40, now: 80, tenure: 13 })).toBe('no_data');
    expect(rise({ before: 40, now: 80, tenure: 14 })).toBe('breached');
    expect(rise({ before: 40, now: 80, tenure: 3, rule: { minTenureDays: 3 } })).toBe('breached');
  });

  it('a subject without a score one window before is not judged by its change', () => {
    expect(fall({ before: Number.NaN, now: 10 })).toBe('no_data');
  });

  it('nobody is judged when there was no benchmark one window before', () => {
    const ruleDay = accountScoreDay({ before: 80, now: 40 });
    const windows = ruleDay.scores.windows.map((each) => ({ ...each, previous: null }));
    const scores = { ...ruleDay.scores, windows };
    expect(changeEvaluator({ ...ruleDay, scores }, -1)(0)).toBe('no_data');
  });

  it('an account of unknown creation has been there since its first event', () => {
    const ruleDay = accountScoreDay({ before: 80, now: 40 });
    const fallOf = (first: number) => {
      const { accounts } = ruleDay.scores;
      const columns = { created: Int32Array.of(NO_DAY), first: Int32Array.of(first) };
      const scores = { ...ruleDay.scores, accounts: { ...accounts, ...columns } };
      return changeEvaluator({ ...ruleDay, scores }, -1)(0);
    };
    expect(fallOf(TODAY - 6)).toBe('no_data');
    expect(fallOf(TODAY - 7)).toBe('breached');
  });

  it('a change of score is breached past 20 points where the rule does not say', () => {
    const ruleDay = accountScoreDay({ before: 80, now: 60 });
    const { threshold: _, ...rule } = ruleDay.rule;
    expect(changeEvaluator({ ...ruleDay, rule }, -1)(0)).toBe('holding');
    const further = accountScoreDay({ before: 80, now: 59.9 });
    expect(changeEvaluator({ ...further, rule }, -1)(0)).toBe('breached');
  });

  it('a subject without a row is not judged by its change', () => {
    expect(changeEvaluator(accountScoreDay({ before: 80, now: 40 }), -1)(7)).toBe('no_data');
  });

  it('a window that the model lacks is not judged', () => {
    expect(fall({ before: 80, now: 40, rule: { window: 90 } })).toBe('no_data');
  });
});

describe('a rule about levels of scores', () => {
  const below = (now: number, rule: Partial<AlertRule> = {}) =>
    levelEvaluator(accountScoreDay({ now, rule: { threshold: 30, ...rule } }), -1)(0);
  const above = (now: number, rule: Partial<AlertRule> = {}) =>
    levelEvaluator(accountScoreDay({ now, rule: { threshold: 70, ...rule } }), 1)(0);

  it('a level of scores is breached by a shown score past the threshold, and cleared at it', () => {
    expect([29.4, 29.6, 30, 31].map((now) => below(now))).toEqual([
      'breached',
      'cleared',
      'cleared',
      'cleared',
    ]);
    expect([70.6, 70.4, 69].map((now) => above(now))).toEqual(['breached', 'cleared', 'cleared']);
  });

  it('a level of scores is cleared where the rule says', () => {
    expect(below(35, { clear: 40 })).toBe('holding');
    expect(below(40, { clear: 40 })).toBe('cleared');
    expect(above(65, { clear: 60 })).toBe('holding');
    expect(above(60, { clear: 60 })).toBe('cleared');
  });

  it('a level of scores without a threshold, or in a window that the model lacks, is not judged', () => {
    const { threshold: _, ...rule } = accountScoreDay({}).rule;
    expect(levelEvaluator({ ...accountScoreDay({ now: 10 }), rule }, -1)(0)).toBe('no_data');
    expect(below(10, { window: 90 })).toBe('no_data');
  });

  it('a level of scores of a subject without a row is that of nobody', () => {
    const ruleDay = accountScoreDay({ now: 10, rule: { threshold: 30 } });
    expect(levelEvaluator(ruleDay, -1)(7)).toBe('breached');
  });

  it('a level of scores is judged from the first day on unless the rule wants tenure', () => {
    const young = (rule: Partial<AlertRule>) =>
      levelEvaluator(
        accountScoreDay({ now: 10, tenure: 2, rule: { threshold: 30, ...rule } }),
        -1,
      )(0);
    expect(young({})).toBe('breached');
    expect(young({ minTenureDays: 2 })).toBe('breached');
    expect(young({ minTenureDays: 3 })).toBe('no_data');
  });
});
