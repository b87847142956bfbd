import { type LifetimeColumns, lifetimeUpTo } from '../../counts/lifetime/lifetime-columns.ts';
import { SUBJECT_KINDS } from '../../model/subject-kind.ts';
import { setMaxAt } from '../columns/grow-column.ts';
import { type Aggregate, growSubjectDays } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import { accountIndices, userIndices } from './index-part.ts';
import { recordFirstDay } from './record-activity.ts';
import { recordFeatureUse, type SubjectDays } from './subject-days.ts';

type LifetimeDays = NonNullable<ReturnType<typeof lifetimeUpTo>>;

/** What a row does to its subjects, by its event; `features` is how many a subject has. */
type RowPlan = Pick<EventPlan, 'activity' | 'feature'> & { readonly features: number };

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

/**
 * Adds what one part of the lifetime index knows of the time up to a day, once the days up to there
 * were added. It changes days, never a sum.
 *
 * @param asOf a day number
 */
export function addLifetimeIndex(aggregate: Aggregate, lifetime: LifetimeColumns, asOf: number) {
  const indices = {
    user: userIndices(aggregate, lifetime.users),
    account: accountIndices(aggregate, lifetime.accounts),
  };
  const { plan, subjectDays } = aggregate;
  const plans = lifetime.events.map((event): RowPlan => {
    const { activity, feature } = plan.eventPlan(event);
    return { activity, feature, features: plan.features.length };
  });
  growSubjectDays(aggregate);
  for (let row = 0; row < lifetime.first.length; row++) {
    const rowPlan = plans[lifetime.event[row] ?? 0];
    const days = lifetimeUpTo(lifetime, row, asOf);
    if (!rowPlan || !days) continue;
    recordFirstDay(aggregate, days.first);
    for (const kind of SUBJECT_KINDS) {
      const subject = indices[kind][lifetime[kind][row] ?? 0] ?? -1;
      recordLifetime(subjectDays[kind], subject, rowPlan, days);
    }
  }
}
