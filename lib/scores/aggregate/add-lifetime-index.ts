import { type LifetimeColumns, lifetimeUpTo } from '../../counts/lifetime/lifetime-columns.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { setMaxAt } from '../columns/grow-column.ts';
import { type Aggregate, growSubjectDays } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import { accountIndices, recordVisitors, userIndices } from './index-part.ts';
import { pairOf } from './membership.ts';
import { recordFirstDay } from './record-activity.ts';
import { recordFeatureUse, type SubjectDays } from './subject-days.ts';

type LifetimeDays = NonNullable<ReturnType<typeof lifetimeUpTo>>;

/** What a row does to its subjects, by its event; `features` is how many a subject has. */
type RowPlan = Pick<EventPlan, 'activity' | 'feature' | 'removal'> & { readonly features: number };

/** Lowers a subject's first days and raises its last ones where the index knows better. */
function recordLifetime(
  days: SubjectDays,
  subject: number,
  { activity, feature, features }: RowPlan,
  { first, last }: LifetimeDays,
): void {
  if (subject < 0) return;
  const known = days.first[subject] ?? 0;
  if (known === 0 || first < known) days.first[subject] = first;
  if (activity) setMaxAt(days.lastActive, subject, last);
  if (feature >= 0) recordFeatureUse(days, subject * features + feature, first, last);
}

/** Records who was seen where before the days that are kept. */
function recordPair(
  { members, plan }: Aggregate,
  { user, account }: Readonly<Record<SubjectKind, number>>,
  { activity, removal }: RowPlan,
  { last }: LifetimeDays,
): void {
  if (user < 0 || account < 0) return;
  const pair = pairOf(members, user, account);
  setMaxAt(members.lastSeen, pair, last);
  // On a day that is kept the counts know what came after the removal.
  if (removal && last < plan.oldest) setMaxAt(members.removed, pair, last);
  if (activity) setMaxAt(members.lastActive, pair, last);
}

/**
 * Adds what one part of the lifetime index knows of the time up to a day, once the days up to there
 * were added. It changes days and who was a member, never a sum.
 *
 * @param asOf a day number
 */
export function addLifetimeIndex(aggregate: Aggregate, lifetime: LifetimeColumns, asOf: number) {
  if (asOf <= aggregate.plan.checkpoint) recordVisitors(aggregate, lifetime.users);
  const users = userIndices(aggregate, lifetime.users);
  const accounts = accountIndices(aggregate, lifetime.accounts);
  const { plan, subjectDays } = aggregate;
  const plans = lifetime.events.map((event): RowPlan => {
    const { activity, feature, removal } = plan.eventPlan(event);
    return { activity, feature, removal, features: plan.features.length };
  });
  growSubjectDays(aggregate);
  for (let row = 0; row < lifetime.first.length; row++) {
    const rowPlan = plans[lifetime.event[row] ?? 0];
    const days = lifetimeUpTo(lifetime, row, asOf);
    if (!rowPlan || !days) continue;
    const user = users[lifetime.user[row] ?? 0] ?? -1;
    const account = accounts[lifetime.account[row] ?? 0] ?? -1;
    recordFirstDay(aggregate, days.first);
    recordPair(aggregate, { user, account }, rowPlan, days);
    recordLifetime(subjectDays.user, user, rowPlan, days);
    recordLifetime(subjectDays.account, account, rowPlan, days);
  }
}
