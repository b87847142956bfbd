import type { LifetimeColumns } from '../../counts/lifetime/lifetime-columns.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { setMaxAt } from '../columns/grow-column.ts';
import { type Aggregate, growSubjectDays } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import { accountIndices, userIndices } from './index-part.ts';
import { recordFeatureUse, recordFirstDay, type SubjectDaysKey } from './record-activity.ts';
import type { SubjectDays } from './subject-days.ts';

/** One row of the ever blocks by the tally's own indices. */
interface LifetimeRow {
  readonly plan: EventPlan;
  readonly first: number;
  /** By the day that is scored; the first day where the last is after it. */
  readonly last: number;
}

/** Whatever a subject did first before the days at hand, and last where that is before them. */
function recordLifetimeRow(
  aggregate: Aggregate,
  key: SubjectDaysKey,
  subject: number,
  { plan, first, last }: LifetimeRow,
): void {
  if (subject < 0) return;
  const days: SubjectDays = aggregate[key];
  const known = days.first[subject] ?? 0;
  if (known === 0 || first < known) days.first[subject] = first;
  if (plan.activity) setMaxAt(days.lastActive, subject, last);
  if (plan.feature >= 0) recordFeatureUse(aggregate, key, subject, plan.feature, first, last);
}

function lifetimeRow(
  lifetime: LifetimeColumns,
  plans: readonly EventPlan[],
  asOf: number,
  row: number,
): LifetimeRow | undefined {
  const plan = plans[lifetime.event[row] ?? 0];
  const [first, last] = [lifetime.first[row] ?? 0, lifetime.last[row] ?? 0];
  return plan && first <= asOf ? { plan, first, last: last <= asOf ? last : first } : undefined;
}

function addLifetimePart(
  aggregate: Aggregate,
  lifetime: LifetimeColumns,
  resolve: ResolveIdentity,
  asOf: number,
): void {
  const users = userIndices(aggregate, lifetime.users, resolve);
  const accounts = accountIndices(aggregate, lifetime.accounts);
  const plans = lifetime.events.map((event) => aggregate.plan.eventPlan(event));
  growSubjectDays(aggregate);
  for (let row = 0; row < lifetime.first.length; row++) {
    const entry = lifetimeRow(lifetime, plans, asOf, row);
    if (!entry) continue;
    recordFirstDay(aggregate, entry.first);
    recordLifetimeRow(aggregate, 'userDays', users[lifetime.user[row] ?? 0] ?? -1, entry);
    recordLifetimeRow(aggregate, 'accountDays', accounts[lifetime.account[row] ?? 0] ?? -1, entry);
  }
}

/**
 * Adds what the ever blocks know of the time up to a day, after the days up to there were walked: it
 * changes no sum, only days.
 *
 * @param asOf a day number
 */
export function addLifetimeIndex(
  aggregate: Aggregate,
  parts: readonly LifetimeColumns[],
  resolve: ResolveIdentity,
  asOf: number,
): void {
  for (const lifetime of parts) addLifetimePart(aggregate, lifetime, resolve, asOf);
}
