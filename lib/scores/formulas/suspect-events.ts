/** How widely events were used on one day. */
export interface DayUsage {
  readonly day: number;
  /** Users active on the day. */
  readonly active: number;
  /** By event: users that did it, one in several accounts once in each. */
  readonly users: ReadonlyMap<string, number>;
}

/** Weeks before whose same weekday tells what is usual. */
export const REFERENCE_WEEKS = 4;

/** Active users of a day below which a missing event says nothing. */
const ENOUGH_USERS = 20;

/** Share of the active users from which an event is one that nearly everybody does. */
const COMMON_SHARE = 0.2;

/** Share of the usual below which an event has vanished. */
const VANISHED_SHARE = 0.1;

/** Returns the share of the day's active users that did an event, 0 to 1. */
function shareOf(event: string, { active, users }: DayUsage): number {
  return active === 0 ? 0 : (users.get(event) ?? 0) / active;
}

/**
 * # Suspect days
 *
 * When an event that nearly everybody does is gone on one day, its tracking broke; the users did
 * not. Such a day moves no trend, and alerts are held.
 *
 * Source: our decision (docs/scoring.md, How far to trust it), against false alarms after a release
 * that drops a tracking call.
 *
 * An event is suspect on a day when
 *
 * - on the same weekday of each of the four weeks before at least 20 users were active, and at
 *   least 20 % of them did it (so a weekend is measured against weekends), and
 * - the share of the day's active users that did it is below a tenth of the mean of those four.
 *
 * A holiday is not suspect: fewer are active, but those who are do what they always do. A day on
 * which nobody at all is active after four that were usual is: then all common events are.
 *
 * Example: done by 45 of 100 on four Fridays and by 4 of 90 today: 0.044 is below 0.045, suspect.
 *
 * Cost: O(events).
 *
 * @param before the same weekday of the four weeks before, in any order
 * @returns names in plain order
 */
export function suspectEvents(today: DayUsage, before: readonly DayUsage[]): readonly string[] {
  const reference = before.filter(({ active }) => active >= ENOUGH_USERS);
  if (reference.length < REFERENCE_WEEKS) return [];
  const events = new Set(reference.flatMap(({ users }) => [...users.keys()]));
  return [...events]
    .filter((event) => {
      const shares = reference.map((day) => shareOf(event, day));
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      const common = shares.every((share) => share >= COMMON_SHARE);
      return common && shareOf(event, today) < VANISHED_SHARE * mean;
    })
    .sort();
}
