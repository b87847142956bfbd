import { floatsOf, type Indices, intsOf, portionsOf } from './column-of.ts';
import type { UserColumns, UserWindowColumns } from './day-scores.ts';
import { featuresUsed } from './features-used.ts';
import { groupOf } from './group-kind.ts';
import { idAt } from './id-index.ts';
import { lists } from './list-column.ts';
import { NO_NUMBER } from './nullable-number.ts';
import { days, floats } from './number-kinds.ts';
import { accountsOfUser } from './population.ts';
import type { Profiles } from './profiles.ts';
import type { ScoredWindow } from './score-windows.ts';
import type { Tally } from './tally.ts';
import { previousUserRaw, type ScoredUser, scoredUser } from './user-subject.ts';

/** So many users are there one by one before they become columns. */
const USERS_AT_ONCE = 1_000;

/** The columns that only models with segments of users or steps for users have. */
type AskedColumns = Pick<
  UserColumns,
  'progress' | 'activatedAt' | 'segments' | 'steps' | 'created'
>;

const askedKind = groupOf<AskedColumns>({
  progress: floats,
  activatedAt: days,
  segments: lists,
  steps: lists,
  created: days,
});

function windowColumns(tally: Tally, scored: ScoredWindow, users: Indices): UserWindowColumns {
  const { userDays, plan } = tally;
  const { userRaw, userDays: activeDays, span } = scored.now;
  return {
    raw: floatsOf(users, (u) => userRaw[u] ?? 0),
    previousRaw: floatsOf(users, (u) => previousUserRaw(tally, scored, u) ?? NO_NUMBER),
    activeDays: intsOf(users, (u) => activeDays[u] ?? 0),
    used: intsOf(users, (u) => featuresUsed(userDays, u, plan, span.from)),
  };
}

/** Some users as rows of the columns they were asked one by one for. */
function askedRows(
  { plan: { model } }: Tally,
  scored: readonly ScoredUser[],
  segmentNames: readonly string[],
): Readonly<Record<keyof AskedColumns, readonly unknown[]>> {
  const states = scored.flatMap(({ activation }) => activation ?? []);
  const custom = segmentNames.flatMap((id, at) =>
    model.segments?.[id]?.of === 'user' ? [{ id, at }] : [],
  );
  return {
    progress: states.map((state) => state.progress),
    activatedAt: states.map((state) => state.activatedAt),
    segments: scored.map(({ subject }) =>
      custom.filter(({ id }) => subject.inSegment(id)).map(({ at }) => at),
    ),
    steps: states.map((state) => state.steps),
    created: scored.map(({ created }) => created),
  };
}

/** Only models with segments of users or steps for users ask about users one by one. */
function askedColumns(
  tally: Tally,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  users: Indices,
  segmentNames: readonly string[],
): AskedColumns {
  const { model } = tally.plan;
  const columns = askedKind.collect();
  const headline = windows.find((scored) => scored.window === model.headlineWindow);
  const segments = Object.values(model.segments ?? {}).some((segment) => segment.of === 'user');
  if (!headline || (!segments && !model.activation?.user)) return columns.done();
  for (const portion of portionsOf(users, USERS_AT_ONCE)) {
    const scored = portion.map((u) =>
      scoredUser(tally, profiles, headline, u, accountsOfUser(tally, u)),
    );
    columns.add(askedRows(tally, scored, segmentNames));
  }
  return columns.done();
}

/** The columns of some users, in the order given. */
export function userColumns(
  tally: Tally,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  users: Indices,
  segmentNames: readonly string[],
): UserColumns {
  const { first, lastActive } = tally.userDays;
  return {
    hash: Array.from(users, (u) => idAt(tally.users, u)),
    first: intsOf(users, (u) => first[u] ?? 0),
    lastActive: intsOf(users, (u) => lastActive[u] ?? 0),
    everUsed: intsOf(users, (u) => featuresUsed(tally.userDays, u, tally.plan, 1)),
    ...askedColumns(tally, profiles, windows, users, segmentNames),
    windows: windows.map((window) => windowColumns(tally, window, users)),
  };
}
