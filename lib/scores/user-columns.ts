import type { UserColumns, UserWindowColumns } from './day-scores.ts';
import { featuresUsed } from './features-used.ts';
import { idAt } from './id-index.ts';
import { accountsOfUser } from './population.ts';
import type { Profiles } from './profiles.ts';
import type { ScoredWindow } from './score-windows.ts';
import type { Tally } from './tally.ts';
import { previousUserRaw, type ScoredUser, scoredUser } from './user-subject.ts';

function windowColumns(
  tally: Tally,
  scored: ScoredWindow,
  users: readonly number[],
): UserWindowColumns {
  return {
    raw: users.map((u) => scored.now.userRaw[u] ?? 0),
    previousRaw: users.map((u) => previousUserRaw(tally, scored, u)),
    activeDays: users.map((u) => scored.now.userDays[u] ?? 0),
    used: users.map((u) => featuresUsed(tally.userDays, u, tally.plan, scored.now.span.from)),
  };
}

/** Only models with segments of users or steps for users ask about users one by one. */
function scoredUsers(
  tally: Tally,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  users: readonly number[],
): ScoredUser[] {
  const { model } = tally.plan;
  const headline = windows.find((scored) => scored.window === model.headlineWindow);
  const segments = Object.values(model.segments ?? {}).some((segment) => segment.of === 'user');
  if (!headline || (!segments && !model.activation?.user)) return [];
  return users.map((u) => scoredUser(tally, profiles, headline, u, accountsOfUser(tally, u)));
}

/** The columns of some users, in the order given. */
export function userColumns(
  tally: Tally,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  users: readonly number[],
  segmentNames: readonly string[],
): UserColumns {
  const { model } = tally.plan;
  const scored = scoredUsers(tally, profiles, windows, users);
  const states = scored.flatMap(({ activation }) => activation ?? []);
  const custom = segmentNames.flatMap((id, at) =>
    model.segments?.[id]?.of === 'user' ? [{ id, at }] : [],
  );
  return {
    hash: users.map((u) => idAt(tally.users, u)),
    first: users.map((u) => tally.userDays.first[u] ?? 0),
    lastActive: users.map((u) => tally.userDays.lastActive[u] ?? 0),
    everUsed: users.map((u) => featuresUsed(tally.userDays, u, tally.plan, 1)),
    progress: states.map((state) => state.progress),
    activatedAt: states.map((state) => state.activatedAt),
    segments: scored.map(({ subject }) =>
      custom.filter(({ id }) => subject.inSegment(id)).map(({ at }) => at),
    ),
    steps: states.map((state) => state.steps),
    created: scored.map(({ created }) => created),
    windows: windows.map((window) => windowColumns(tally, window, users)),
  };
}
