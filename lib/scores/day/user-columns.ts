import type { Aggregate } from '../aggregate/aggregate.ts';
import { countFeaturesUsed } from '../aggregate/count-features-used.ts';
import { gatherFloats, gatherInts, type Indices, indexSlices } from '../columns/gather.ts';
import { idAt } from '../columns/id-index.ts';
import { lists } from '../columns/list-column.ts';
import { NO_NUMBER } from '../columns/nullable-number.ts';
import { days, floats } from '../columns/number-codecs.ts';
import { structOf } from '../columns/struct-codec.ts';
import type { Profiles } from '../conditions/profiles.ts';
import type { UserColumns, UserWindowColumns } from '../snapshot/day-scores.ts';
import { accountsOfUser } from './population.ts';
import type { ScoredWindow } from './score-windows.ts';
import { previousUserRaw, type ScoredUser, scoredUser } from './scored-user.ts';

/** So many users are there one by one before they become columns. */
const USERS_PER_BATCH = 1_000;

/** The columns that only models with segments of users or steps for users have. */
type PerUserColumns = Pick<
  UserColumns,
  'progress' | 'activatedAt' | 'segments' | 'steps' | 'created'
>;

const perUserCodec = structOf<PerUserColumns>({
  progress: floats,
  activatedAt: days,
  segments: lists,
  steps: lists,
  created: days,
});

function windowColumns(
  aggregate: Aggregate,
  scored: ScoredWindow,
  users: Indices,
): UserWindowColumns {
  const { userDays, plan } = aggregate;
  const { userRaw, userDays: activeDays, span } = scored.now;
  return {
    raw: gatherFloats(users, (u) => userRaw[u] ?? 0),
    previousRaw: gatherFloats(users, (u) => previousUserRaw(aggregate, scored, u) ?? NO_NUMBER),
    activeDays: gatherInts(users, (u) => activeDays[u] ?? 0),
    used: gatherInts(users, (u) => countFeaturesUsed(userDays, u, plan, span.from)),
  };
}

/** Some users as rows of the columns they were asked one by one for. */
function perUserRows(
  { plan: { model } }: Aggregate,
  scored: readonly ScoredUser[],
  segmentNames: readonly string[],
): Readonly<Record<keyof PerUserColumns, readonly unknown[]>> {
  const states = scored.flatMap(({ activation }) => activation ?? []);
  const custom = segmentNames.flatMap((id, index) =>
    model.segments?.[id]?.of === 'user' ? [{ id, at: index }] : [],
  );
  return {
    progress: states.map((state) => state.progress),
    activatedAt: states.map((state) => state.activatedAt),
    segments: scored.map(({ subject }) =>
      custom.filter(({ id }) => subject.inSegment(id)).map(({ at: index }) => index),
    ),
    steps: states.map((state) => state.steps),
    created: scored.map(({ created }) => created),
  };
}

/** Only models with segments of users or steps for users ask about users one by one. */
function perUserColumns(
  aggregate: Aggregate,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  users: Indices,
  segmentNames: readonly string[],
): PerUserColumns {
  const { model } = aggregate.plan;
  const columns = perUserCodec.builder();
  const headline = windows.find((scored) => scored.window === model.headlineWindow);
  const segments = Object.values(model.segments ?? {}).some((segment) => segment.of === 'user');
  if (!headline || (!segments && !model.activation?.user)) return columns.done();
  for (const batch of indexSlices(users, USERS_PER_BATCH)) {
    const scored = batch.map((u) =>
      scoredUser(aggregate, profiles, headline, u, accountsOfUser(aggregate, u)),
    );
    columns.add(perUserRows(aggregate, scored, segmentNames));
  }
  return columns.done();
}

/** The columns of some users, in the order given. */
export function userColumns(
  aggregate: Aggregate,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  users: Indices,
  segmentNames: readonly string[],
): UserColumns {
  const { first, lastActive } = aggregate.userDays;
  return {
    hash: Array.from(users, (u) => idAt(aggregate.users, u)),
    first: gatherInts(users, (u) => first[u] ?? 0),
    lastActive: gatherInts(users, (u) => lastActive[u] ?? 0),
    everUsed: gatherInts(users, (u) => countFeaturesUsed(aggregate.userDays, u, aggregate.plan, 1)),
    ...perUserColumns(aggregate, profiles, windows, users, segmentNames),
    windows: windows.map((window) => windowColumns(aggregate, window, users)),
  };
}
