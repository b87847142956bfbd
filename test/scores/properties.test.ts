import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayCountsOf } from '../../lib/counts/day/day-counts.ts';
import type { DayScores } from '../../lib/scores/snapshot/day-scores.ts';
import { accountRow, userRow } from '../../lib/scores/snapshot/subject-rows.ts';
import { arbitraryLines, countsOf } from '../support/arbitraries/days.ts';
import { aModel } from '../support/builders/a-model.ts';
import { score } from '../support/builders/score.ts';
import type { CountLine } from '../support/builders/some-counts.ts';

function everyScore(scores: DayScores): number[] {
  return scores.windows.flatMap((_, window) => [
    ...scores.users.hash.map((__, row) => userRow(scores, window, row)?.exactScore ?? 0),
    ...scores.accounts.hash.flatMap((__, row) => {
      return Object.values(accountRow(scores, window, row)?.scores ?? {});
    }),
  ]);
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, row) => {
    expect(value).toBeCloseTo(expected[row] ?? Number.NaN, 9);
  });
}

describe('the scores of a day', () => {
  const weights = (scale: number) =>
    aModel({
      events: {
        Opened: { weight: scale },
        Invited: { weight: 10 * scale },
        Paused: { weight: -3 * scale },
      },
      normalization: { percentile: 90, curve: 2 },
    });

  it('the scores of a day do not depend on the scale of the weights', () => {
    fc.assert(
      fc.property(arbitraryLines, fc.constantFrom(0.25, 3, 7.5, 1000), (days, scale) => {
        const one = score(countsOf(days), { model: weights(1) });
        const other = score(countsOf(days), { model: weights(scale) });
        expectClose(everyScore(other), everyScore(one));
      }),
      { numRuns: 60 },
    );
  });

  it('the scores of a day do not depend on the order of rows', () => {
    fc.assert(
      fc.property(arbitraryLines, fc.infiniteStream(fc.nat()), (days, numbers) => {
        const counts = countsOf(days);
        const mixed = counts.map((day) => {
          const cells = Array.from(day.count, (count, row) => ({
            user: day.users[day.user[row] ?? 0] ?? '',
            account: day.accounts[day.account[row] ?? 0] ?? '',
            event: day.events[day.event[row] ?? 0] ?? '',
            count,
          }));
          const keyed = cells.map((cell) => ({ cell, key: numbers.next().value }));
          const order = keyed.sort((a, b) => a.key - b.key).map(({ cell }) => cell);
          return dayCountsOf(day.day, order);
        });
        const [one, other] = [score(counts), score(mixed)];
        expect(other.users.hash).toEqual(one.users.hash);
        expect(other.accounts.hash).toEqual(one.accounts.hash);
        expect(other.eventNames).toEqual(one.eventNames);
        expectClose(everyScore(other), everyScore(one));
      }),
      { numRuns: 60 },
    );
  });

  it('the scores of a day give accounts changes whose parts sum to them, unrounded', () => {
    fc.assert(
      fc.property(arbitraryLines, fc.constantFrom('average', 'total', 'fair'), (days, headline) => {
        const model = aModel({ account: { headline: headline as 'average' | 'total' | 'fair' } });
        const scores = score(countsOf(days), { model });
        scores.accounts.hash.forEach((_, account) => {
          const row = accountRow(scores, 1, account);
          if (!row?.parts) return;
          const { own, members, others } = row.parts;
          expect(own + members + others).toBeCloseTo(row.exactScore - (row.previousExact ?? 0), 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('the scores of a day give an account the union of what its members adopted', () => {
    const model = aModel({
      windows: [7],
      events: { Opened: { weight: 1 }, Invited: { weight: 1 } },
    });
    fc.assert(
      fc.property(arbitraryLines, (days) => {
        const named = days.map(([day, lines]) => {
          return [day, lines.filter(([, account]) => account !== '')] as const;
        });
        const inWindow = named.filter(([day]) => day >= '2026-11-14').flatMap(([, lines]) => lines);
        const scores = score(countsOf(named), { model });
        const used = new Set(
          inWindow
            .filter(([, , event]) => event === 'Opened' || event === 'Invited')
            .map((line: CountLine) => `${line[1]}/${line[2]}`),
        );
        const sum = scores.accounts.windows[0]?.used.reduce((total, n) => total + n, 0) ?? 0;
        expect(sum).toBe(used.size);
      }),
      { numRuns: 60 },
    );
  });
});
