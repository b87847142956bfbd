import { dayNumber } from '../../model/day.ts';
import { type DayUsage, REFERENCE_WEEKS } from '../formulas/suspect-events.ts';
import type { Aggregate } from './aggregate.ts';
import { eventPlanOf } from './assign-accounts.ts';
import type { IndexedPart } from './index-part.ts';

const DAYS_PER_WEEK = 7;

/** Counts by event the rows of active users in a part, and flags these users. */
function countActiveRows(part: IndexedPart, active: Uint8Array): Int32Array {
  const counts = new Int32Array(part.events.length);
  for (let row = 0; row < part.user.length; row++) {
    const user = part.user[row] ?? -1;
    if (user < 0 || !eventPlanOf(part, row).activity) continue;
    active[user] = 1;
    const event = part.counts.event[row] ?? 0;
    counts[event] = (counts[event] ?? 0) + 1;
  }
  return counts;
}

/** Records how widely events were used on the day itself and its weekday of the four weeks before. */
export function recordWeekdayUsage(
  aggregate: Aggregate,
  parts: readonly IndexedPart[],
  day: number,
): void {
  const back = dayNumber(aggregate.plan.asOf) - day;
  if (back < 0 || back > REFERENCE_WEEKS * DAYS_PER_WEEK || back % DAYS_PER_WEEK !== 0) return;
  const active = new Uint8Array(aggregate.ids.user.length);
  const users = new Map<string, number>();
  for (const part of parts) {
    countActiveRows(part, active).forEach((count, index) => {
      const event = part.counts.events[index] ?? '';
      if (count > 0) users.set(event, (users.get(event) ?? 0) + count);
    });
  }
  aggregate.weekdayUsage.push({ day, active: active.reduce((sum, flag) => sum + flag, 0), users });
}

/** Returns the day itself, idle when it had no counts, and its weekday of the weeks before. */
export function weekdayUsageOf(aggregate: Aggregate): {
  readonly today: DayUsage;
  readonly before: DayUsage[];
} {
  const day = dayNumber(aggregate.plan.asOf);
  const today = aggregate.weekdayUsage.find((use) => use.day === day) ?? {
    day,
    active: 0,
    users: new Map(),
  };
  return { today, before: aggregate.weekdayUsage.filter((use) => use.day < day) };
}
