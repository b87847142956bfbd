import { expect, it } from 'vitest';
import type { RuleDay } from '../../../lib/alerts/evaluate/evaluation.ts';
import {
  isSuspect,
  isSuspectToday,
  isWindowSuspect,
  recordSuspectDay,
} from '../../../lib/alerts/evaluate/suspect-days.ts';
import { dayNumber } from '../../../lib/model/day.ts';
import { aModel } from '../../support/builders/a-model.ts';
import { score } from '../../support/builders/score.ts';
import { memoryStores } from '../../support/stores/memory-stores.ts';

const SCORES = score([]);
const TODAY = dayNumber('2026-11-20');

/** A rule over ten days, on a day that has broken days `daysAgo` days before it. */
function dayWith(...daysAgo: readonly number[]): RuleDay {
  return {
    rule: { id: 'r', kind: 'score.decreased', enabled: true, window: 10 as never },
    subjectKind: 'account',
    scores: SCORES,
    model: aModel().model,
    suspect: daysAgo.map((ago) => TODAY - ago),
  };
}

it('only a broken day itself is suspect today', () => {
  expect(isSuspectToday(dayWith(0, 3))).toBe(true);
  expect(isSuspectToday(dayWith(1))).toBe(false);
  expect(isSuspectToday(dayWith())).toBe(false);
});

it('a window is suspect when more than a fifth of it is broken, and at once today', () => {
  expect(isWindowSuspect(dayWith(0))).toBe(true);
  expect(isWindowSuspect(dayWith(1, 9))).toBe(false);
  expect(isWindowSuspect(dayWith(1, 2, 9))).toBe(true);
});

it('the window before counts by itself, from its first day to its last', () => {
  expect(isWindowSuspect(dayWith(10, 19))).toBe(false);
  expect(isWindowSuspect(dayWith(10, 15, 19))).toBe(true);
  expect(isWindowSuspect(dayWith(8, 9, 10, 11))).toBe(false);
  expect(isWindowSuspect(dayWith(10, 15, 20))).toBe(false);
});

it('a day that is known to be whole or broken is not written again', async () => {
  const { documents } = memoryStores();
  const closeDay = async (suspect: readonly string[]) => {
    await recordSuspectDay(documents, { ...SCORES, suspect });
    return (await documents.get('setting', `suspect/${SCORES.model}`))?.version;
  };
  expect(await closeDay([])).toBeUndefined();
  expect(await closeDay(['Opened'])).toBe(1);
  expect(await closeDay(['Opened', 'Saved'])).toBe(1);
  expect(await closeDay([])).toBe(2);
});

it('a day is suspect when the tracking of any event seems to have failed on it', () => {
  expect(isSuspect({ ...SCORES, suspect: [] })).toBe(false);
  expect(isSuspect({ ...SCORES, suspect: ['Opened'] })).toBe(true);
});

it('broken days are kept for 800 days, each once, and a day that was mended goes', async () => {
  const { documents } = memoryStores();
  const closeDay = (asOf: string, suspect: readonly string[]) =>
    recordSuspectDay(documents, { ...SCORES, asOf, suspect });
  expect(await closeDay('2026-11-20', [])).toEqual([]);
  expect(await closeDay('2026-11-20', ['Opened'])).toEqual([TODAY]);
  expect(await closeDay('2026-11-20', ['Opened'])).toEqual([TODAY]);
  expect(await closeDay('2026-11-21', ['Opened'])).toEqual([TODAY, TODAY + 1]);
  expect(await closeDay('2026-11-20', [])).toEqual([TODAY + 1]);
  expect(await closeDay('2029-01-28', ['Opened'])).toEqual([TODAY + 1, TODAY + 800]);
  expect(await closeDay('2029-01-29', ['Opened'])).toEqual([TODAY + 800, TODAY + 801]);
});
