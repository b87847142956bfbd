import type { LifetimeCell } from '../../counts/lifetime/lifetime-columns.ts';
import type { Profile } from '../../events/profile.ts';
import { type Day, dayOf, MS_PER_DAY } from '../../model/day.ts';
import { type IdHash, NO_ID } from '../../model/id-hash.ts';
import { parseInstant } from '../../model/parse-instant.ts';
import { traitOn } from '../../scores/conditions/profiles.ts';

/** What a subject had done before the last day close. */
export interface SubjectActivity {
  /** Day number of the first thing seen of it. */
  readonly first: number;
  readonly events: ReadonlySet<string>;
  /** Accounts: the users seen there. */
  readonly users: ReadonlySet<IdHash>;
}

export interface PriorActivity {
  readonly accounts: ReadonlyMap<IdHash, SubjectActivity>;
  readonly users: ReadonlyMap<IdHash, SubjectActivity>;
}

interface SubjectActivityDraft {
  first: number;
  readonly events: Set<string>;
  readonly users: Set<IdHash>;
}

function addCell(
  subjects: Map<IdHash, SubjectActivityDraft>,
  hash: IdHash,
  cell: LifetimeCell,
): void {
  if (hash === NO_ID) return;
  const known = subjects.get(hash) ?? { first: cell.first, events: new Set(), users: new Set() };
  known.first = Math.min(known.first, cell.first);
  known.events.add(cell.event);
  if (cell.user !== NO_ID) known.users.add(cell.user);
  subjects.set(hash, known);
}

/** Sums up the first and last days of the past, as rules about events look at them. */
export function priorActivity(cells: Iterable<LifetimeCell>): PriorActivity {
  const [accounts, users] = [
    new Map<IdHash, SubjectActivityDraft>(),
    new Map<IdHash, SubjectActivityDraft>(),
  ];
  for (const cell of cells) {
    addCell(accounts, cell.account, cell);
    addCell(users, cell.user, cell);
  }
  return { accounts, users };
}

/** The instant that a profile gives as its beginning; NaN when it does not say. */
export function createdAtMs(profile: Profile | undefined, day: Day): number {
  return parseInstant(traitOn(profile, 'createdAt', day)) ?? Number.NaN;
}

/** A subject seen from the day after its creation on at the latest has no past that was missed. */
const CREATION_TOLERANCE_MS = 36 * 3_600_000;

/** What somebody did not do in this time counts as never done before. */
const MIN_HISTORY_MS = 30 * MS_PER_DAY;

/**
 * Whether enough is known of a subject's past to call something its first: it was watched from
 * its beginning or for 30 days. Of accounts that existed before they were connected it is not,
 * so connecting a thousand of them raises nothing.
 */
export function isHistoryKnown(
  profile: Profile | undefined,
  past: SubjectActivity | undefined,
  now: number,
): boolean {
  const firstSeenAtMs = Math.min(
    past ? past.first * MS_PER_DAY : Number.POSITIVE_INFINITY,
    profile?.firstSeen?.at ?? Number.POSITIVE_INFINITY,
  );
  const createdAt = createdAtMs(profile, dayOf(now));
  if (Number.isFinite(createdAt) && firstSeenAtMs - createdAt < CREATION_TOLERANCE_MS) return true;
  return past !== undefined && now - firstSeenAtMs >= MIN_HISTORY_MS;
}
