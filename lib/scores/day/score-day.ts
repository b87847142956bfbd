import type { DayCounts } from '../../counts/day/day-counts.ts';
import type { LifetimeColumns } from '../../counts/lifetime/lifetime-columns.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import type { Day } from '../../model/day.ts';
import { groupBy } from '../../model/group-by.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { addDayCounts } from '../aggregate/add-day-counts.ts';
import { addLifetimeIndex } from '../aggregate/add-lifetime-index.ts';
import { type Aggregate, createAggregate } from '../aggregate/aggregate.ts';
import { planAggregate } from '../aggregate/aggregate-plan.ts';
import { completeAggregate } from '../aggregate/complete-aggregate.ts';
import { weekdayUsageOf } from '../aggregate/record-activity.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { suspectEvents } from '../formulas/suspect-events.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { accountColumns } from './account-columns.ts';
import { featureColumns } from './feature-columns.ts';
import { memberColumns } from './member-columns.ts';
import { createScoredDay, windowBenchmarks } from './scored-day.ts';
import { segmentNamesOf } from './scored-subject.ts';
import { userColumns } from './user-columns.ts';

export interface ScoringContext {
  readonly model: ModelVersion;
  /** Whether the day is over. */
  readonly complete: boolean;
  readonly profiles: Profiles;
}

/** All that a day's scores are made of. The same input gives the same scores, to the last bit. */
export interface DayScoreInput extends ScoringContext {
  readonly asOf: Day;
  /** Counts up to `asOf`, in day order, going back as far as `daysNeeded` says. */
  readonly counts: readonly DayCounts[];
  readonly lifetimeIndex: readonly LifetimeColumns[];
  readonly resolve: ResolveIdentity;
}

/**
 * Computes everything one model says about one day: every user's, member's and account's scores in
 * every window and the one before it. Pure; linear in the rows of counts.
 */
export function scoreDay(input: DayScoreInput): DayScores {
  const { model, asOf, counts, lifetimeIndex, resolve, profiles } = input;
  const plan = planAggregate(model.model, asOf, counts[0]?.day ?? asOf);
  const aggregate = createAggregate(plan, resolve);
  for (const parts of groupBy(counts, ({ day }) => day).values()) addDayCounts(aggregate, parts);
  for (const part of lifetimeIndex) addLifetimeIndex(aggregate, part, plan.last);
  completeAggregate(aggregate, profiles);
  return scoreAggregate(aggregate, input);
}

/** Scores a complete aggregate, which stays as it is. */
export function scoreAggregate(
  aggregate: Aggregate,
  { model: { model, version, builtIn }, profiles, complete }: ScoringContext,
): DayScores {
  const { today, before } = weekdayUsageOf(aggregate);
  const suspect = complete ? suspectEvents(today, before) : [];
  const day = createScoredDay(aggregate, profiles, { suspect, complete });
  return {
    model: model.id,
    modelVersion: version,
    builtIn: builtIn === true,
    asOf: aggregate.plan.asOf,
    complete,
    headline: model.account.headline,
    headlineWindow: model.headlineWindow,
    keyFeatures: builtIn ? 0 : aggregate.plan.keyFeatures,
    eventNames: day.events.names,
    segmentNames: segmentNamesOf(model),
    features: featureColumns(day),
    suspect,
    windows: day.windows.map(windowBenchmarks),
    firstDay: aggregate.firstDay,
    users: userColumns(day),
    members: memberColumns(day),
    accounts: accountColumns(day),
  };
}
