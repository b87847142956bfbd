import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addCount,
  bitmapOccurrences,
  bitmapWords,
  createDayCountBitmap,
  mergeWords,
} from '../../../lib/scores/aggregate/day-count-bitmap.ts';
import {
  type Occurrences,
  occurrencesFromList,
} from '../../../lib/scores/conditions/occurrences.ts';

const FIRST = 20_000;
const LAST = 20_100;

const history = fc
  .array(
    fc.record({
      subject: fc.integer({ min: 0, max: 5 }),
      day: fc.integer({ min: FIRST, max: LAST }),
      count: fc.integer({ min: 1, max: 400 }),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.sort((a, b) => a.day - b.day));
const aCap = fc.constantFrom(1, 2, 3, 7, 10, 200, 70_000);
const aSpan = fc.tuple(
  fc.integer({ min: FIRST - 50, max: LAST + 50 }),
  fc.integer({ min: FIRST - 50, max: LAST + 50 }),
);

/** Everything that conditions and steps may ask, up to the cap. */
function answers(of: Occurrences, cap: number, [from, to]: readonly [number, number]) {
  const limits = [1, Math.ceil(cap / 2), cap];
  return {
    enough: limits.map((n) => of.countIn(from, to) >= n),
    last: of.lastUpTo(to),
    reached: limits.map((n) => of.dayReached(from, to, n, 0)),
  };
}

it('a day-count bitmap gives what the whole list of days gives, up to its cap', () => {
  fc.assert(
    fc.property(history, aCap, aSpan, (all, cap, span) => {
      const bitmap = createDayCountBitmap(cap, FIRST, LAST);
      for (const { subject, day, count } of all) addCount(bitmap, subject, day, count);
      for (let subject = 0; subject <= 6; subject++) {
        const own = all.filter((each) => each.subject === subject);
        const list = occurrencesFromList(own.map(({ day, count }) => ({ day, count, user: -1 })));
        const kept = bitmapOccurrences(bitmap, subject, FIRST);
        expect(answers(kept, cap, span)).toEqual(answers(list, cap, span));
      }
    }),
  );
});

it('a day-count bitmap gives the same after it moved to a log that begins earlier or later', () => {
  fc.assert(
    fc.property(
      history,
      aCap,
      aSpan,
      fc.integer({ min: -70, max: 70 }),
      (all, cap, span, moved) => {
        const before = createDayCountBitmap(cap, FIRST, LAST);
        for (const { subject, day, count } of all) addCount(before, subject, day, count);
        const after = createDayCountBitmap(cap, FIRST + moved, LAST + 80);
        const oldest = FIRST + Math.max(moved, 0);
        for (let subject = 5; subject >= 0; subject--) {
          mergeWords(after, subject, before.from, [...bitmapWords(before, subject)]);
        }
        for (let subject = 0; subject <= 5; subject++) {
          const was = bitmapOccurrences(before, subject, oldest);
          expect(answers(bitmapOccurrences(after, subject, oldest), cap, span)).toEqual(
            answers(was, cap, span),
          );
        }
      },
    ),
  );
});

it('the day-count bitmaps of two subjects that turn out to be one are added', () => {
  fc.assert(
    fc.property(history, aCap, aSpan, (all, cap, span) => {
      const apart = createDayCountBitmap(cap, FIRST, LAST);
      const [joined, whole] = [
        createDayCountBitmap(cap, FIRST, LAST),
        createDayCountBitmap(cap, FIRST, LAST),
      ];
      for (const { subject, day, count } of all) {
        addCount(apart, subject, day, count);
        addCount(whole, 0, day, count);
      }
      for (let subject = 0; subject <= 5; subject++) {
        mergeWords(joined, 0, apart.from, [...bitmapWords(apart, subject)]);
      }
      const [one, other] = [joined, whole].map((days) => bitmapOccurrences(days, 0, FIRST));
      if (!one || !other) throw new Error('there are two');
      expect(answers(one, cap, span)).toEqual(answers(other, cap, span));
    }),
  );
});

it('a day-count bitmap takes one bit a day for at least once, and four for at least ten times', () => {
  expect(createDayCountBitmap(1, FIRST, FIRST + 31).bits).toBe(1);
  expect(createDayCountBitmap(10, FIRST, FIRST + 31).bits).toBe(4);
  expect(createDayCountBitmap(1, 32 * 625, 32 * 625 + 63).stride).toBe(2);
});
