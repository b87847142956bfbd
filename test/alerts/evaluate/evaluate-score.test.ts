import { describe, expect, it } from 'vitest';
import {
  changeEvaluator,
  levelEvaluator,
  ownChange,
} from '../../../lib/alerts/evaluate/evaluate-score.ts';
import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import type { AlertRule } from '../../../lib/alerts/rule.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { someCounts } from '../../support/builders/some-counts.ts';

const SCORES = score([someCounts('2026-11-20', [['ada', 'acme', 'Opened', 3]])]);
const COLUMNS = SCORES.accounts.windows[1];
if (!COLUMNS) throw new Error('the model has a window of seven days');

interface Given {
  readonly rule?: Partial<AlertRule>;
  /** Today's score, and that of a window before. */
  readonly now?: number;
  readonly before?: number;
  /** Benchmarks of the window and of the one before, and the users behind them. */
  readonly benchmarks?: readonly [number, number];
  readonly scoringUsers?: number;
  /** Days that the account has been there. @default 100 */
  readonly tenure?: number;
}

/** One account in a window of seven days, whose change is all its own. */
function dayOf({
  rule,
  now = 50,
  before = 50,
  benchmarks,
  scoringUsers = 20,
  tenure = 100,
}: Given) {
  const [benchmark, previous] = benchmarks ?? [10, 10];
  const windows = SCORES.windows.map((each) => ({
    ...each,
    benchmark,
    scoringUsers,
    previous: { ...each, benchmark: previous },
  }));
  const columns = {
    ...COLUMNS,
    fair: Float64Array.of(now),
    previous: Float64Array.of(before),
    ownPart: Float64Array.of(now - before),
  };
  const today = SCORES.accounts.lastActive[0] ?? 0;
  const accounts = {
    ...SCORES.accounts,
    created: Int32Array.of(today - tenure),
    windows: SCORES.accounts.windows.map((each) => ({ ...each, ...columns })),
  };
  const ruleDay: RuleDay = {
    rule: { id: 'r', kind: 'score.decreased', threshold: 20, enabled: true, ...rule },
    subjectKind: 'account',
    scores: { ...SCORES, windows, accounts },
    model: aModel().model,
    suspect: [],
  };
  return ruleDay;
}

const fall = (given: Given) => changeEvaluator(dayOf(given), -1)(0);
const rise = (given: Given) => changeEvaluator(dayOf(given), 1)(0);

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
  it('a change is breached past the threshold only, and in its own direction only', () => {
    expect(fall({ before: 80, now: 59.9 })).toBe('breached');
    expect(fall({ before: 80, now: 60 })).toBe('holding');
    expect(rise({ before: 80, now: 59.9 })).toBe('cleared');
    expect(rise({ before: 59.9, now: 80 })).toBe('breached');
  });

  it('a change is cleared at half the threshold unless the rule says where', () => {
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

  it('a subject without a score one window before is not judged', () => {
    expect(fall({ before: Number.NaN, now: 10 })).toBe('no_data');
  });

  it('a window that the model lacks is not judged', () => {
    expect(fall({ before: 80, now: 40, rule: { window: 90 } })).toBe('no_data');
  });
});

describe('a rule about levels of scores', () => {
  const below = (now: number, rule: Partial<AlertRule> = {}) =>
    levelEvaluator(dayOf({ now, rule: { threshold: 30, ...rule } }), -1)(0);
  const above = (now: number, rule: Partial<AlertRule> = {}) =>
    levelEvaluator(dayOf({ now, rule: { threshold: 70, ...rule } }), 1)(0);

  it('a level is breached by a shown score past the threshold, and cleared at it', () => {
    expect([29.4, 29.6, 30, 31].map((now) => below(now))).toEqual([
      'breached',
      'cleared',
      'cleared',
      'cleared',
    ]);
    expect([70.6, 70.4, 69].map((now) => above(now))).toEqual(['breached', 'cleared', 'cleared']);
  });

  it('a level is cleared where the rule says', () => {
    expect(below(35, { clear: 40 })).toBe('holding');
    expect(below(40, { clear: 40 })).toBe('cleared');
    expect(above(65, { clear: 60 })).toBe('holding');
    expect(above(60, { clear: 60 })).toBe('cleared');
  });

  it('a level is judged from the first day on unless the rule wants tenure', () => {
    const young = (rule: Partial<AlertRule>) =>
      levelEvaluator(dayOf({ now: 10, tenure: 2, rule: { threshold: 30, ...rule } }), -1)(0);
    expect(young({})).toBe('breached');
    expect(young({ minTenureDays: 2 })).toBe('breached');
    expect(young({ minTenureDays: 3 })).toBe('no_data');
  });
});
