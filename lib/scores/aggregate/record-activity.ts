import type { SubjectKind } from '../../model/subject-kind.ts';
import { setMaxAt } from '../columns/grow-column.ts';
import type { Aggregate } from './aggregate.ts';
import { eventPlanOf } from './assign-accounts.ts';
import { recordOccurrence } from './event-history.ts';
import type { IndexedPart } from './index-part.ts';
import { recordFeatureUse, type SubjectDays } from './subject-days.ts';

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
    const occurrence = { day: part.day, count: count[row] ?? 0, user: part.user[row] ?? -1 };
    recordOccurrence(aggregate.history[kind], events[index] ?? '', subject, occurrence);
  }
}
