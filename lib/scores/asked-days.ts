import { growBits } from './grow.ts';
import type { Occurrences } from './occurrences.ts';

/** Bits that the count of a day may take: a word of 32 holds a whole number of days. */
const WIDTHS = [1, 2, 4, 8, 16, 32] as const;

const DAYS_A_BLOCK = 32;

/**
 * How often something happened to whom, day by day, for conditions and steps that ask for it by
 * name. A count above what is asked says no more than what is asked, so it is kept up to there:
 * of "ten tasks" four bits a day, 44 bytes of a subject's quarter, where a list of what happened
 * takes 20 bytes each time. Sums of capped counts reach what is asked on the same day.
 */
export interface AskedDays {
  /** The most that is asked of it. */
  readonly cap: number;
  readonly bits: number;
  /** Day number of the first day; a multiple of 32, so that whole words move when it does. */
  readonly from: number;
  /** Words of a subject. */
  readonly stride: number;
  /** Subject after subject, day after day. */
  words: Uint32Array;
}

/** @param from the first day that may be noted, @param to the last one */
export function newAskedDays(cap: number, from: number, to: number): AskedDays {
  const bits = WIDTHS.find((width) => 2 ** width > cap) ?? 32;
  const first = Math.floor(from / DAYS_A_BLOCK) * DAYS_A_BLOCK;
  const blocks = Math.floor((to - first) / DAYS_A_BLOCK) + 1;
  return { cap, bits, from: first, stride: blocks * bits, words: new Uint32Array(0) };
}

function readDay({ bits, from, stride, words }: AskedDays, subject: number, day: number): number {
  const bit = (day - from) * bits;
  const word = words[subject * stride + (bit >>> 5)] ?? 0;
  const mask = bits === 32 ? 0xffffffff : 2 ** bits - 1;
  return ((word >>> (bit & 31)) & mask) >>> 0;
}

/** Adds to the count of a day, up to the cap. */
export function addAsked(asked: AskedDays, subject: number, day: number, count: number): void {
  const { bits, from, stride, cap } = asked;
  asked.words = growBits(asked.words, (subject + 1) * stride);
  const before = readDay(asked, subject, day);
  const added = Math.min(cap, before + count) - before;
  const bit = (day - from) * bits;
  const at = subject * stride + (bit >>> 5);
  asked.words[at] = (asked.words[at] ?? 0) + added * 2 ** (bit & 31);
}

/** The words of a subject; none where nothing was noted yet. */
export function wordsOf({ words, stride }: AskedDays, subject: number): Uint32Array {
  return words.subarray(subject * stride, (subject + 1) * stride);
}

/** The counts of the days of two words, each up to the cap. */
function sumOfWords({ bits, cap }: AskedDays, a: number, b: number): number {
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
export function addWords(
  asked: AskedDays,
  subject: number,
  began: number,
  words: readonly number[],
): void {
  const { bits, from, stride } = asked;
  asked.words = growBits(asked.words, (subject + 1) * stride);
  const moved = ((began - from) / DAYS_A_BLOCK) * bits;
  words.forEach((word, at) => {
    const to = at + moved;
    if (to < 0 || to >= stride) return;
    const place = subject * stride + to;
    asked.words[place] = sumOfWords(asked, asked.words[place] ?? 0, word);
  });
}

/**
 * What happened to a subject.
 *
 * @param oldest the first day that is kept: what words have of days before it does not count
 */
export function askedOccurrences(asked: AskedDays, subject: number, oldest: number): Occurrences {
  const blocks = asked.stride / asked.bits;
  const end = asked.from + blocks * DAYS_A_BLOCK - 1;
  const first = Math.max(oldest, asked.from);
  const upTo = (day: number) => Math.min(day, end);
  return {
    countIn(from, to) {
      let sum = 0;
      for (let day = Math.max(from, first); day <= upTo(to); day++) {
        sum += readDay(asked, subject, day);
      }
      return sum;
    },
    lastUpTo(to) {
      for (let day = upTo(to); day >= first; day--) {
        if (readDay(asked, subject, day) > 0) return day;
      }
      return 0;
    },
    dayReached(from, to, atLeast, distinctUsers) {
      // Who it was is not kept here: a model that asks for users has lists.
      if (distinctUsers > 0) return 0;
      let sum = 0;
      for (let day = Math.max(from, first); day <= upTo(to); day++) {
        sum += readDay(asked, subject, day);
        if (sum >= atLeast) return day;
      }
      return 0;
    },
  };
}
