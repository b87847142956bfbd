import { expect, it } from 'vitest';
import { changeEvaluator, levelEvaluator } from '../../../lib/alerts/evaluate/evaluate-score.ts';
import { TODAY, type UserScoreShape, userScoreDay } from '../../support/builders/score-rule-day.ts';

const fallOf = (given: UserScoreShape) => changeEvaluator(userScoreDay(given), -1)(0);
const riseOf = (given: UserScoreShape) => changeEvaluator(userScoreDay(given), 1)(0);

it('a user falls by its own part where that is less than what others took', () => {
  // From 60 to 50: at the old benchmark 100 is still 100, so nothing of it is its own.
  expect(fallOf({ raw: 100, previousRaw: 60, rule: { threshold: 1 } })).toBe('cleared');
  // From 90 to 35, of which 90 - 70 = 20 is its own.
  expect(fallOf({ raw: 70, previousRaw: 90, rule: { threshold: 19 } })).toBe('breached');
  expect(fallOf({ raw: 70, previousRaw: 90, rule: { threshold: 20 } })).toBe('holding');
});

it('a user rises by the plain change where that is less than its own part', () => {
  // From 20 to 40, and to 80 at the old benchmark.
  const rising = { raw: 80, previousRaw: 20 };
  expect(riseOf({ ...rising, rule: { threshold: 19 } })).toBe('breached');
  expect(riseOf({ ...rising, rule: { threshold: 20 } })).toBe('holding');
});

it('a user is measured on the curve of each of the two windows', () => {
  // On a curve of 2 half of the benchmark is 73.1, and 73.1 - 50 = 23.1 is its own.
  const bent = { benchmark: 100, curve: 2 };
  const ruleOf = (threshold: number) => ({
    raw: 30,
    previousRaw: 50,
    previous: bent,
    rule: { threshold },
  });
  expect(fallOf(ruleOf(20.9))).toBe('breached');
  expect(fallOf(ruleOf(21.0))).toBe('holding');
});

it('a user without points or without counts one window before is not judged', () => {
  expect(fallOf({ raw: 10, previousRaw: Number.NaN })).toBe('no_data');
  const nobodyScored = { benchmark: 0, curve: 0 };
  expect(riseOf({ raw: 90, previousRaw: Number.NaN, previous: nobodyScored })).toBe('no_data');
  expect(fallOf({ raw: 10, previousRaw: 90, previous: null })).toBe('no_data');
});

it('a user has been there since its first day', () => {
  const fallen = { raw: 10, previousRaw: 90 };
  expect(fallOf({ ...fallen, first: TODAY - 6 })).toBe('no_data');
  expect(fallOf({ ...fallen, first: TODAY - 7 })).toBe('breached');
});

it('a window that the model lacks is not judged of users either', () => {
  const rule = { window: 90 } as const;
  expect(fallOf({ raw: 10, previousRaw: 90, rule })).toBe('no_data');
});

it('a level of a user is that of its score now', () => {
  const levelOf = (raw: number) =>
    levelEvaluator(userScoreDay({ raw, previousRaw: 0, rule: { threshold: 30 } }), -1)(0);
  expect([59, 60].map(levelOf)).toEqual(['cleared', 'cleared']);
  expect(levelOf(58)).toBe('breached');
});
