import { MS_PER_DAY } from '../../model/day.ts';
import { growUints } from '../columns/grow-column.ts';
import type { Occurrences } from '../conditions/occurrences.ts';

/** Bits that the count of a day may take: a word of 32 holds a whole number of days. */
const BIT_WIDTHS = [1, 2, 4, 8, 16, 32] as const;

const DAYS_PER_BLOCK = 32;

/**
 * How often something happened to whom, day by day, for conditions and steps that need it by name.
 * A count above what a condition needs says no more than that number, so it is capped there: of
 * "ten tasks" four bits a day, 44 bytes of a subject's quarter, where a list of what happened takes
 * 20 bytes each time. Sums of capped counts reach the number on the same day.
 */
export interface DayCountBitmap {
  /** The most that a condition or a step needs. */
  readonly cap: number;
  readonly bits: number;
  /** Day number of the first day; a multiple of 32, so that whole words move when it does. */
  readonly from: number;
  /** Words of a subject. */
  readonly stride: number;
  /** Subject after subject, day after day. */
  words: Uint32Array;
}

/** @param from the first day that may be recorded, as a day number; `to` is the last one */
export function createDayCountBitmap(cap: number, from: number, to: number): DayCountBitmap {
  const bits = BIT_WIDTHS.find((width) => 2 ** width > cap) ?? 32;
  const first = Math.floor(from / DAYS_PER_BLOCK) * DAYS_PER_BLOCK;
  const blocks = Math.floor((to - first) / DAYS_PER_BLOCK) + 1;
  return { cap, bits, from: first, stride: blocks * bits, words: new Uint32Array(0) };
}

function countOnDay({ bits, from, stride, words }: DayCountBitmap, subject: number, day: number) {
  const bit = (day - from) * bits;
  const word = words[subject * stride + (bit >>> 5)] ?? 0;
  const mask = bits === 32 ? 0xffffffff : 2 ** bits - 1;
  return ((word >>> (bit & 31)) & mask) >>> 0;
}

export function addCount(bitmap: DayCountBitmap, subject: number, day: number, count: number) {
  const { bits, from, stride, cap } = bitmap;
  bitmap.words = growUints(bitmap.words, (subject + 1) * stride);
  const before = countOnDay(bitmap, subject, day);
  const added = Math.min(cap, before + count) - before;
  const bit = (day - from) * bits;
  const index = subject * stride + (bit >>> 5);
  bitmap.words[index] = (bitmap.words[index] ?? 0) + added * 2 ** (bit & 31);
}

/** Returns the words of a subject; none where nothing was recorded yet. */
export function bitmapWords({ words, stride }: DayCountBitmap, subject: number): Uint32Array {
  return words.subarray(subject * stride, (subject + 1) * stride);
}

/** Returns the word of the sums of two words, each day up to the cap. */
function sumWords({ bits, cap }: DayCountBitmap, a: number, b: number): number {
  if (a === 0 || b === 0) return a + b;
  const mask = bits === 32 ? 0xffffffff : 2 ** bits - 1;
  let sum = 0;
  for (let bit = 0; bit < 32; bit += bits) {
    const both = (((a >>> bit) & mask) >>> 0) + (((b >>> bit) & mask) >>> 0);
    sum += Math.min(both, cap) * 2 ** bit;
  }
  return sum;
}

/** Adds words that began at another day, a multiple of 32 as well; what is before the first goes. */
export function mergeWords(
  bitmap: DayCountBitmap,
  subject: number,
  firstDay: number,
  words: readonly number[],
): void {
  const { bits, from, stride } = bitmap;
  bitmap.words = growUints(bitmap.words, (subject + 1) * stride);
  const shift = ((firstDay - from) / DAYS_PER_BLOCK) * bits;
  words.forEach((word, index) => {
    const to = index + shift;
    if (to < 0 || to >= stride) return;
    const wordIndex = subject * stride + to;
    bitmap.words[wordIndex] = sumWords(bitmap, bitmap.words[wordIndex] ?? 0, word);
  });
}

/** @param oldest the first day that is kept: what words have of days before it does not count */
export function bitmapOccurrences(
  bitmap: DayCountBitmap,
  subject: number,
  oldest: number,
): Occurrences {
  const blocks = bitmap.stride / bitmap.bits;
  const end = bitmap.from + blocks * DAYS_PER_BLOCK - 1;
  const first = Math.max(oldest, bitmap.from);
  const upTo = (day: number) => Math.min(day, end);
  const lastUpTo = (to: number): number => {
    for (let day = upTo(to); day >= first; day--) {
      if (countOnDay(bitmap, subject, day) > 0) return day;
    }
    return 0;
  };
  return {
    countIn(from, to) {
      let sum = 0;
      for (let day = Math.max(from, first); day <= upTo(to); day++) {
        sum += countOnDay(bitmap, subject, day);
      }
      return sum;
    },
    lastUpTo,
    lastInstantUpTo: (to) => lastUpTo(to) * MS_PER_DAY,
    daysUpTo(to) {
      const days: number[] = [];
      for (let day = first; day <= upTo(to); day++) {
        if (countOnDay(bitmap, subject, day) > 0) days.push(day);
      }
      return days;
    },
    dayReached(from, to, atLeast, distinctUsers) {
      // Who it was is not kept here: a model that needs users has lists.
      if (distinctUsers > 0) return 0;
      let sum = 0;
      for (let day = Math.max(from, first); day <= upTo(to); day++) {
        sum += countOnDay(bitmap, subject, day);
        if (sum >= atLeast) return day;
      }
      return 0;
    },
  };
}
