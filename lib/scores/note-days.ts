import { noteOccurrence } from './asked-log.ts';
import { lowerAt, raiseAt } from './grow.ts';
import type { IndexedPart } from './index-part.ts';
import { planOf } from './place-rows.ts';
import type { SubjectDays } from './subject-days.ts';
import type { Tally } from './tally.ts';
import type { EventPlan } from './tally-plan.ts';

export type Side = 'userDays' | 'accountDays';

/** Takes in that there were counts on a day. */
export function noteFirstDay(tally: Tally, day: number): void {
  if (tally.firstDay === 0 || day < tally.firstDay) tally.firstDay = day;
}

function countDay(tally: Tally, side: Side, at: number, day: number): void {
  for (const { span, [side]: days } of tally.spans) {
    if (span.period === 'current' && day >= span.from && day <= span.to)
      days[at] = (days[at] ?? 0) + 1;
  }
}

/** Answers true at a subject's first activity of the day. */
function noteDay(days: SubjectDays, at: number, day: number, active: boolean): boolean {
  if ((days.first[at] ?? 0) === 0) days.first[at] = day;
  if (!active || days.lastActive[at] === day) return false;
  raiseAt(days.lastActive, at, day);
  return true;
}

/** Takes in that a subject used a feature first on one day and last on another. */
export function noteUse(
  tally: Tally,
  side: Side,
  at: number,
  feature: number,
  first: number,
  last: number,
): void {
  const place = at * tally.plan.features.length + feature;
  raiseAt(tally[side].featureUsed, place, last);
  if (side === 'accountDays') lowerAt(tally.accountDays.featureFirst, place, first);
}

function noteSubject(tally: Tally, side: Side, at: number, plan: EventPlan, day: number): void {
  if (at < 0) return;
  const days = tally[side];
  if (noteDay(days, at, day, plan.activity)) countDay(tally, side, at, day);
  if (plan.feature >= 0) noteUse(tally, side, at, plan.feature, day, day);
}

/** First, last and active days of users and accounts, and first and last use of each feature. */
export function noteDays(tally: Tally, part: IndexedPart, day: number): void {
  for (let row = 0; row < part.user.length; row++) {
    const plan = planOf(part, row);
    noteSubject(tally, 'userDays', part.user[row] ?? -1, plan, day);
    noteSubject(tally, 'accountDays', part.account[row] ?? -1, plan, day);
  }
}

function keepRow(tally: Tally, part: IndexedPart, row: number, day: number): void {
  const plan = planOf(part, row);
  const name = part.counts.events[part.counts.event[row] ?? 0] ?? '';
  const user = part.user[row] ?? -1;
  const occurrence = { day, count: part.counts.count[row] ?? 0, user };
  const account = part.account[row] ?? -1;
  if (plan.askedOfAccounts && account >= 0) {
    noteOccurrence(tally.askedByAccount, name, account, occurrence);
  }
  if (plan.askedOfUsers && user >= 0) noteOccurrence(tally.askedByUser, name, user, occurrence);
}

/** Keeps the days of events that a step or a condition asks for by name. */
export function noteAsked(tally: Tally, part: IndexedPart, day: number): void {
  const asked = part.events.map((plan) => plan.askedOfAccounts || plan.askedOfUsers);
  if (!asked.includes(true)) return;
  for (let row = 0; row < part.user.length; row++) {
    if (asked[part.counts.event[row] ?? 0]) keepRow(tally, part, row, day);
  }
}
