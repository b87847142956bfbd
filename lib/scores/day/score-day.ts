import type { DayCounts } from '../../counts/day/day-counts.ts';
import type { LifetimeColumns } from '../../counts/lifetime/lifetime-columns.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import { groupBy } from '../../model/group-by.ts';
import type { ModelVersion } from '../../model/scoring-model.ts';
import { addDayCounts, closeWindows } from '../aggregate/add-day-counts.ts';
import { addLifetimeIndex } from '../aggregate/add-lifetime-index.ts';
import { type Aggregate, createAggregate } from '../aggregate/aggregate.ts';
import { planAggregate } from '../aggregate/aggregate-plan.ts';
import { weekdayUsageOf } from '../aggregate/record-weekday-usage.ts';
import type { SubjectDays } from '../aggregate/subject-days.ts';
import { compareIds, type IdIndex } from '../columns/id-index.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { suspectEvents } from '../formulas/suspect-events.ts';
import type { DayScores } from '../snapshot/day-scores.ts';
import { accountColumns, eventTable, segmentNamesOf } from './account-columns.ts';
import { applyTraitFeatures } from './apply-trait-features.ts';
import { featureColumns } from './feature-columns.ts';
import { memberColumns } from './member-columns.ts';
import { EVERYBODY } from './population.ts';
import { scoreWindows, windowBenchmarks } from './score-windows.ts';
import { userColumns } from './user-columns.ts';

/** What scores need besides the tally. */
export interface ScoringContext {
  readonly model: ModelVersion;
  readonly complete: boolean;
  readonly profiles: Profiles;
}

/** All that a day's scores are made of. The same input gives the same scores, to the last bit. */
export interface DayScoreInput extends ScoringContext {
  readonly asOf: Day;
  /** Counts up to `asOf`, in day order, going back as far as `historyDays` asks for. */
  readonly counts: readonly DayCounts[];
  readonly lifetimeIndex: readonly LifetimeColumns[];
  readonly resolve: ResolveIdentity;
}

/** Indices of those seen by the day, in the order of their hashes, whatever order they came in. */
function seenSubjects(ids: IdIndex, days: SubjectDays, isIn: (index: number) => boolean): number[] {
  const found: number[] = [];
  for (let index = 0; index < ids.length; index++)
    if ((days.first[index] ?? 0) > 0 && isIn(index)) found.push(index);
  return found.sort((a, b) => compareIds(ids, a, b));
}

/**
 * Everything one model says about one day: every user's, member's and account's scores in every
 * window and the one before it. Pure; linear in the rows of counts.
 */
export function scoreDay(input: DayScoreInput): DayScores {
  const oldest = input.counts[0]?.day ?? input.asOf;
  const aggregate = createAggregate(planAggregate(input.model.model, input.asOf, oldest));
  for (const parts of groupBy(input.counts, (counts) => counts.day).values()) {
    addDayCounts(aggregate, parts, input.resolve);
  }
  closeWindows(aggregate, dayNumber(input.asOf));
  addLifetimeIndex(aggregate, input.lifetimeIndex, input.resolve, dayNumber(input.asOf));
  return scoreAggregate(aggregate, input);
}

/** The same of a tally that has met all days and the ever blocks. */
export function scoreAggregate(
  aggregate: Aggregate,
  { profiles, complete, ...context }: ScoringContext,
): DayScores {
  const { model, version, builtIn } = context.model;
  applyTraitFeatures(aggregate, profiles);
  const weekdays = weekdayUsageOf(aggregate);
  if (complete) aggregate.suspect = suspectEvents(weekdays.today, weekdays.before);
  const windows = scoreWindows(aggregate, profiles);
  const { user, account } = windows[0]?.population ?? EVERYBODY;
  const users = seenSubjects(aggregate.users, aggregate.userDays, user);
  const accounts = seenSubjects(aggregate.accounts, aggregate.accountDays, account);
  const table = eventTable(aggregate);
  const segmentNames = segmentNamesOf(aggregate);
  return {
    model: model.id,
    modelVersion: version,
    builtIn: builtIn === true,
    asOf: aggregate.plan.asOf,
    complete,
    headline: model.account.headline,
    headlineWindow: model.headlineWindow,
    keyFeatures: builtIn ? 0 : aggregate.plan.keyFeatures,
    eventNames: table.names,
    segmentNames,
    features: featureColumns(aggregate, windows, users, accounts),
    suspect: aggregate.suspect,
    windows: windows.map(windowBenchmarks),
    firstDay: aggregate.firstDay,
    users: userColumns(aggregate, profiles, windows, users, segmentNames),
    members: memberColumns(aggregate, windows, users, accounts),
    accounts: accountColumns(aggregate, profiles, windows, accounts, table),
  };
}
