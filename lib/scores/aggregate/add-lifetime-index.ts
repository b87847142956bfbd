import { type LifetimeColumns, lifetimeUpTo } from '../../counts/lifetime/lifetime-columns.ts';
import { SUBJECT_KINDS, type SubjectKind } from '../../model/subject-kind.ts';
import { setMaxAt } from '../columns/grow-column.ts';
import { type Aggregate, growSubjectDays } from './aggregate.ts';
import type { EventPlan } from './aggregate-plan.ts';
import { accountIndices, userIndices } from './index-part.ts';
import { recordFirstDay } from './record-activity.ts';
import { recordFeatureUse } from './subject-days.ts';

type LifetimeDays = NonNullable<ReturnType<typeof lifetimeUpTo>>;

/** Lowers a subject's first days and raises its last ones where the index knows better. */
function recordLifetime(
  { plan: { features }, subjectDays }: Aggregate,
  kind: SubjectKind,
  subject: number,
  { plan, first, last }: LifetimeDays & { readonly plan: EventPlan },
): void {
  if (subject < 0) return;
  const days = subjectDays[kind];
  const known = days.first[subject] ?? 0;
  if (known === 0 || first < known) days.first[subject] = first;
  if (plan.activity) setMaxAt(days.lastActive, subject, last);
  if (plan.feature >= 0)
    recordFeatureUse(days, subject * features.length + plan.feature, first, last);
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
  const plans = lifetime.events.map((event) => aggregate.plan.eventPlan(event));
  growSubjectDays(aggregate);
  for (let row = 0; row < lifetime.first.length; row++) {
    const plan = plans[lifetime.event[row] ?? 0];
    const days = lifetimeUpTo(lifetime, row, asOf);
    if (!plan || !days) continue;
    const entry = { plan, ...days };
    recordFirstDay(aggregate, entry.first);
    for (const kind of SUBJECT_KINDS) {
      const subject = indices[kind][lifetime[kind][row] ?? 0] ?? -1;
      recordLifetime(aggregate, kind, subject, entry);
    }
  }
}
