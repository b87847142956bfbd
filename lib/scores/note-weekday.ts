import { dayNumber } from '../model/day.ts';
import type { IndexedPart } from './index-part.ts';
import { planOf } from './place-rows.ts';
import { type DayUse, USUAL_WEEKS } from './suspect-events.ts';
import type { Tally } from './tally.ts';

const DAYS_A_WEEK = 7;

/** Counts by event how many rows a part has of active users, who are flagged. */
function countUses(part: IndexedPart, active: Uint8Array): Int32Array {
  const counts = new Int32Array(part.events.length);
  for (let row = 0; row < part.user.length; row++) {
    const user = part.user[row] ?? -1;
    if (user < 0 || !planOf(part, row).activity) continue;
    active[user] = 1;
    const event = part.counts.event[row] ?? 0;
    counts[event] = (counts[event] ?? 0) + 1;
  }
  return counts;
}

/** Keeps how widely events were used on the day itself and its weekday of the four weeks before. */
export function noteWeekday(tally: Tally, parts: readonly IndexedPart[], day: number): void {
  const back = dayNumber(tally.plan.asOf) - day;
  if (back < 0 || back > USUAL_WEEKS * DAYS_A_WEEK || back % DAYS_A_WEEK !== 0) return;
  const active = new Uint8Array(tally.users.length);
  const users = new Map<string, number>();
  for (const part of parts) {
    countUses(part, active).forEach((count, at) => {
      const event = part.counts.events[at] ?? '';
      if (count > 0) users.set(event, (users.get(event) ?? 0) + count);
    });
  }
  tally.weekdays.push({ day, active: active.reduce((sum, flag) => sum + flag, 0), users });
}

/** The day itself, idle when it had no counts, and its weekday of the weeks before. */
export function weekdaysOf(tally: Tally): { readonly today: DayUse; readonly before: DayUse[] } {
  const day = dayNumber(tally.plan.asOf);
  const today = tally.weekdays.find((use) => use.day === day) ?? {
    day,
    active: 0,
    users: new Map(),
  };
  return { today, before: tally.weekdays.filter((use) => use.day < day) };
}
