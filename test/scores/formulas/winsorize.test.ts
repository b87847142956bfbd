import { expect, it } from 'vitest';
import { winsorize } from '../../../lib/scores/formulas/winsorize.ts';

it('a raw score above the cap counts as the cap, and one below it as itself', () => {
  expect(winsorize(475, 208.2)).toBe(208.2);
  expect(winsorize(89, 208.2)).toBe(89);
  expect(winsorize(winsorize(475, 208.2), 208.2)).toBe(208.2);
});
