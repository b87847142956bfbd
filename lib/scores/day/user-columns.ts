import { countFeaturesUsed } from '../aggregate/subject-days.ts';
import { structOf } from '../columns/column-codec.ts';
import { gatherFloats, gatherInts, indexSlices } from '../columns/gather.ts';
import { idAt } from '../columns/id-index.ts';
import { lists } from '../columns/list-column.ts';
import { NO_NUMBER } from '../columns/nullable-column.ts';
import { days, nullableFloats } from '../columns/value-codecs.ts';
import type { UserColumns } from '../snapshot/day-scores.ts';
import type { ScoredDay, ScoredWindow } from './scored-day.ts';
import { conditionRows, scoredSubject } from './scored-subject.ts';

/** Users that are held one by one before they become columns. */
const USERS_PER_BATCH = 1_000;

/** The columns that only models with segments of users or steps for users have. */
const conditionCodec = structOf<
  Pick<UserColumns, 'progress' | 'activatedAt' | 'segments' | 'steps' | 'created'>
>({
  progress: nullableFloats,
  activatedAt: days,
  segments: lists,
  steps: lists,
  created: days,
});

/** Evaluates users one by one, which only models with segments of users or steps for users need. */
function conditionColumns(day: ScoredDay) {
  const { aggregate, headline, subjects } = day;
  const { model } = aggregate.plan;
  const columns = conditionCodec.builder();
  const segments = Object.values(model.segments ?? {}).some((segment) => segment.of === 'user');
  if (!headline || (!segments && !model.activation?.user)) return columns.done();
  for (const batch of indexSlices(subjects.user, USERS_PER_BATCH)) {
    const scored = batch.map((u) => scoredSubject(day, headline, 'user', u));
    columns.add(conditionRows(aggregate.plan, 'user', scored));
  }
  return columns.done();
}

function windowColumns({ aggregate, subjects: { user: users } }: ScoredDay, scored: ScoredWindow) {
  const { now, before, previousOf } = scored;
  const previousRaw = (u: number): number =>
    previousOf('user', u) ? (before.userRaw[u] ?? 0) : NO_NUMBER;
  return {
    raw: gatherFloats(users, (u) => now.userRaw[u] ?? 0),
    previousRaw: gatherFloats(users, previousRaw),
    activeDays: gatherInts(users, (u) => now.activeDays.user[u] ?? 0),
    used: gatherInts(users, (u) =>
      countFeaturesUsed(aggregate.subjectDays.user, u, aggregate.plan, now.span.from),
    ),
  };
}

/** Returns the columns of all users of a day, in the order of their hashes. */
export function userColumns(day: ScoredDay): UserColumns {
  const { aggregate, subjects, windows } = day;
  const { ids, subjectDays, plan } = aggregate;
  const { first, lastActive } = subjectDays.user;
  const users = subjects.user;
  return {
    hash: Array.from(users, (u) => idAt(ids.user, u)),
    first: gatherInts(users, (u) => first[u] ?? 0),
    lastActive: gatherInts(users, (u) => lastActive[u] ?? 0),
    everUsed: gatherInts(users, (u) => countFeaturesUsed(subjectDays.user, u, plan, 1)),
    ...conditionColumns(day),
    windows: windows.map((window) => windowColumns(day, window)),
  };
}
