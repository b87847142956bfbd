import { expect, it } from 'vitest';
import { shownScore } from '../../../lib/scores/formulas/shown-score.ts';

it('the score on screen is rounded half up', () => {
  expect(shownScore(72.5)).toBe(73);
  expect(shownScore(72.49)).toBe(72);
  expect(shownScore(100)).toBe(100);
});

it('the score on screen is at least 1 for whoever scores above 0, and 0 for nobody else', () => {
  expect(shownScore(0.3)).toBe(1);
  expect(shownScore(0)).toBe(0);
  expect(shownScore(-3)).toBe(0);
});
