import type { SubjectKind } from '../../model/subject-kind.ts';
import { setMaxAt } from '../columns/grow-column.ts';
import { type DayUsage, REFERENCE_WEEKS } from '../formulas/suspect-events.ts';
import type { Aggregate } from './aggregate.ts';
import { eventPlanOf, lastAt } from './assign-accounts.ts';
import { recordOccurrence } from './event-history.ts';
import type { IndexedPart } from './index-part.ts';
import { recordFeatureUse, type SubjectDays } from './subject-days.ts';

/** Notes a day number as the first of any counts, unless an earlier one is known. */
export function recordFirstDay(aggregate: Aggregate, day: number): void {
  if (aggregate.firstDay === 0 || day < aggregate.firstDay) aggregate.firstDay = day;
}

function countActiveDay(aggregate: Aggregate, kind: SubjectKind, subject: number, day: number) {
  for (const { span, activeDays } of aggregate.windowSums) {
    if (span.period !== 'current' || day < span.from || day > span.to) continue;
    const days = activeDays[kind];
    days[subject] = (days[subject] ?? 0) + 1;
  }
}

/** @returns true at a subject's first activity of the day */
function recordSubjectDay(days: SubjectDays, subject: number, day: number, active: boolean) {
  if ((days.first[subject] ?? 0) === 0) days.first[subject] = day;
  if (!active || days.lastActive[subject] === day) return false;
  setMaxAt(days.lastActive, subject, day);
  return true;
}

/** Records first, last and active days of one kind, and first and last use of each feature. */
export function recordActivity(aggregate: Aggregate, kind: SubjectKind, part: IndexedPart): void {
  const { day } = part;
  const features = aggregate.plan.features.length;
  const [days, subjects] = [aggregate.subjectDays[kind], part[kind]];
  for (let row = 0; row < subjects.length; row++) {
    const subject = subjects[row] ?? -1;
    if (subject < 0) continue;
    const { activity, feature } = eventPlanOf(part, row);
    if (recordSubjectDay(days, subject, day, activity))
      countActiveDay(aggregate, kind, subject, day);
    if (feature >= 0) recordFeatureUse(days, subject * features + feature, day, day);
  }
}

/** Records the days of events that a step or a condition about this kind needs by name. */
export function recordRequiredEvents(aggregate: Aggregate, kind: SubjectKind, part: IndexedPart) {
  const isRequired = part.events.map(({ requiredFor }) => requiredFor[kind]);
  if (!isRequired.includes(true)) return;
  const { event, count, events } = part.counts;
  for (let row = 0; row < event.length; row++) {
    const subject = part[kind][row] ?? -1;
    const index = event[row] ?? 0;
    if (subject < 0 || !isRequired[index]) continue;
    const occurrence = {
      ...{ day: part.day, count: count[row] ?? 0, user: part.user[row] ?? -1 },
      last: lastAt(part, row),
    };
    recordOccurrence(aggregate.history[kind], events[index] ?? '', subject, occurrence);
  }
}

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
export function recordWeekdayUsage(aggregate: Aggregate, parts: readonly IndexedPart[]): void {
  const day = parts[0]?.day ?? 0;
  const back = aggregate.plan.last - day;
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
export function weekdayUsageOf({ plan: { last }, weekdayUsage }: Aggregate) {
  const idle: DayUsage = { day: last, active: 0, users: new Map() };
  const today = weekdayUsage.find(({ day }) => day === last) ?? idle;
  return { today, before: weekdayUsage.filter(({ day }) => day < last) };
}
