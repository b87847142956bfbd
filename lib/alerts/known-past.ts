import type { EverCell } from '../counts/ever-columns.ts';
import type { Profile } from '../events/profile.ts';
import { dayFromNumber, dayOf, MS_PER_DAY } from '../model/day.ts';
import { type IdHash, NO_ID } from '../model/id-hash.ts';
import { createdInstant } from './created-instant.ts';

/** What a subject had done before the last day close. */
export interface SubjectPast {
  /** Day number of the first thing seen of it. */
  readonly first: number;
  readonly events: ReadonlySet<string>;
  /** Accounts: the users seen there. */
  readonly users: ReadonlySet<IdHash>;
}

/** Who had done what before the last day close. */
export interface KnownPast {
  readonly accounts: ReadonlyMap<IdHash, SubjectPast>;
  readonly users: ReadonlyMap<IdHash, SubjectPast>;
}

interface Growing {
  first: number;
  readonly events: Set<string>;
  readonly users: Set<IdHash>;
}

function add(subjects: Map<IdHash, Growing>, hash: IdHash, cell: EverCell): void {
  if (hash === NO_ID) return;
  const known = subjects.get(hash) ?? { first: cell.first, events: new Set(), users: new Set() };
  known.first = Math.min(known.first, cell.first);
  known.events.add(cell.event);
  if (cell.user !== NO_ID) known.users.add(cell.user);
  subjects.set(hash, known);
}

export function knownPast(cells: Iterable<EverCell>): KnownPast {
  const [accounts, users] = [new Map<IdHash, Growing>(), new Map<IdHash, Growing>()];
  for (const cell of cells) {
    add(accounts, cell.account, cell);
    add(users, cell.user, cell);
  }
  return { accounts, users };
}

/** A subject seen from the day after its creation on at the latest has no past that was missed. */
const SINCE_BIRTH_MS = 36 * 3_600_000;

/** What somebody did not do in so many days counts as never done before. */
const LONG_ENOUGH_MS = 30 * MS_PER_DAY;

/**
 * Whether enough is known of a subject's past to call something its first: it was watched from
 * its beginning or for 30 days. Of accounts that existed before they were connected it is not,
 * so connecting a thousand of them raises nothing.
 */
export function isPastKnown(
  profile: Profile | undefined,
  past: SubjectPast | undefined,
  now: number,
): boolean {
  const seen = Math.min(
    past ? Date.parse(dayFromNumber(past.first)) : Number.POSITIVE_INFINITY,
    profile?.firstSeen?.at ?? Number.POSITIVE_INFINITY,
  );
  const created = createdInstant(profile, dayOf(now));
  if (Number.isFinite(created) && seen - created < SINCE_BIRTH_MS) return true;
  return past !== undefined && now - seen >= LONG_ENOUGH_MS;
}
