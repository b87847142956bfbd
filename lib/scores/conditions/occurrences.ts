import { MS_PER_DAY } from '../../model/day.ts';

/**
 * The occurrences of one event at one user or account. Days are day numbers, `from` and `to`
 * included; the count of a day is exact up to what the model requires, and at least that beyond.
 */
export interface Occurrences {
  countIn(from: number, to: number): number;
  /** Returns the last day it happened on, up to a day; 0 for never. */
  lastUpTo(day: number): number;
  /** Returns the epoch milliseconds of the last time, up to the end of a day; 0 for never. */
  lastInstantUpTo(day: number): number;
  /** Returns the days it happened on, up to a day, in order. */
  daysUpTo(day: number): readonly number[];
  /** Returns the first day by which enough users did it often enough; 0 when not by `to`. */
  dayReached(from: number, to: number, atLeast: number, distinctUsers: number): number;
}

/** When something happened: day number, how often, and by whom (-1: nobody). */
export interface Occurrence {
  readonly day: number;
  readonly count: number;
  readonly user: number;
  /** The last time, in milliseconds of the day. @default not known */
  readonly last?: number;
}

export const NO_OCCURRENCES: Occurrences = {
  countIn: () => 0,
  lastUpTo: () => 0,
  lastInstantUpTo: () => 0,
  daysUpTo: () => [],
  dayReached: () => 0,
};

/** Returns occurrences from a list in day order, which alone knows who they were. */
export function occurrencesFromList(list: readonly Occurrence[]): Occurrences {
  const between = (from: number, to: number) => list.filter(({ day }) => day >= from && day <= to);
  const lastUpTo = (to: number) => list.findLast(({ day }) => day <= to)?.day ?? 0;
  return {
    countIn: (from, to) => between(from, to).reduce((sum, { count }) => sum + count, 0),
    lastUpTo,
    lastInstantUpTo(to) {
      const day = lastUpTo(to);
      const times = between(day, day).map(({ last = 0 }) => last);
      return day * MS_PER_DAY + Math.max(0, ...times);
    },
    daysUpTo: (to) => [...new Set(between(0, to).map(({ day }) => day))],
    dayReached(from, to, atLeast, distinctUsers) {
      const users = new Set<number>();
      let sum = 0;
      const reached = between(from, to).find(({ count, user }) => {
        sum += count;
        if (user >= 0) users.add(user);
        return sum >= atLeast && users.size >= distinctUsers;
      });
      return reached?.day ?? 0;
    },
  };
}
