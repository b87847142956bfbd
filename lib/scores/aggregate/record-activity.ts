import { setMaxAt, setMinAt } from '../columns/grow-column.ts';
import type { Aggregate } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import { eventPlanOf } from './assign-accounts.ts';
import { recordOccurrence } from './event-history.ts';
import type { IndexedPart } from './index-part.ts';
import type { SubjectDays } from './subject-days.ts';

export type SubjectDaysKey = 'userDays' | 'accountDays';

/** Takes in that there were counts on a day. */
export function recordFirstDay(aggregate: Aggregate, day: number): void {
  if (aggregate.firstDay === 0 || day < aggregate.firstDay) aggregate.firstDay = day;
}

function countActiveDay(
  aggregate: Aggregate,
  key: SubjectDaysKey,
  subject: number,
  day: number,
): void {
  for (const { span, [key]: days } of aggregate.windowSums) {
    if (span.period === 'current' && day >= span.from && day <= span.to)
      days[subject] = (days[subject] ?? 0) + 1;
  }
}

/** Answers true at a subject's first activity of the day. */
function recordSubjectDay(
  days: SubjectDays,
  subject: number,
  day: number,
  active: boolean,
): boolean {
  if ((days.first[subject] ?? 0) === 0) days.first[subject] = day;
  if (!active || days.lastActive[subject] === day) return false;
  setMaxAt(days.lastActive, subject, day);
  return true;
}

/** Takes in that a subject used a feature first on one day and last on another. */
export function recordFeatureUse(
  aggregate: Aggregate,
  key: SubjectDaysKey,
  subject: number,
  feature: number,
  first: number,
  last: number,
): void {
  const index = subject * aggregate.plan.features.length + feature;
  setMaxAt(aggregate[key].featureUsed, index, last);
  if (key === 'accountDays') setMinAt(aggregate.accountDays.featureFirst, index, first);
}

function recordSubject(
  aggregate: Aggregate,
  key: SubjectDaysKey,
  subject: number,
  plan: EventPlan,
  day: number,
): void {
  if (subject < 0) return;
  const days = aggregate[key];
  if (recordSubjectDay(days, subject, day, plan.activity))
    countActiveDay(aggregate, key, subject, day);
  if (plan.feature >= 0) recordFeatureUse(aggregate, key, subject, plan.feature, day, day);
}

/** First, last and active days of users and accounts, and first and last use of each feature. */
export function recordActivity(aggregate: Aggregate, part: IndexedPart, day: number): void {
  for (let row = 0; row < part.user.length; row++) {
    const plan = eventPlanOf(part, row);
    recordSubject(aggregate, 'userDays', part.user[row] ?? -1, plan, day);
    recordSubject(aggregate, 'accountDays', part.account[row] ?? -1, plan, day);
  }
}

function recordRow(aggregate: Aggregate, part: IndexedPart, row: number, day: number): void {
  const plan = eventPlanOf(part, row);
  const name = part.counts.events[part.counts.event[row] ?? 0] ?? '';
  const user = part.user[row] ?? -1;
  const occurrence = { day, count: part.counts.count[row] ?? 0, user };
  const account = part.account[row] ?? -1;
  if (plan.requiredForAccounts && account >= 0) {
    recordOccurrence(aggregate.accountHistory, name, account, occurrence);
  }
  if (plan.requiredForUsers && user >= 0)
    recordOccurrence(aggregate.userHistory, name, user, occurrence);
}

/** Keeps the days of events that a step or a condition asks for by name. */
export function recordRequiredEvents(aggregate: Aggregate, part: IndexedPart, day: number): void {
  const isRequired = part.events.map((plan) => plan.requiredForAccounts || plan.requiredForUsers);
  if (!isRequired.includes(true)) return;
  for (let row = 0; row < part.user.length; row++) {
    if (isRequired[part.counts.event[row] ?? 0]) recordRow(aggregate, part, row, day);
  }
}
