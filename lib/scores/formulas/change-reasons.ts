/** One reason for a change of score, in unrounded points. */
export interface ChangeReason {
  /** `model`: between days that were reported under different versions of the model. */
  readonly kind: 'event' | 'member' | 'members' | 'others' | 'model';
  /** The event's name, for that kind. */
  readonly event?: string;
  /** How much more often it happened than in the window before; below 0 for less. */
  readonly countChange?: number;
  /** Who joined or left, for `member`. */
  readonly name?: string;
  readonly joined?: boolean;
  readonly points: number;
}

/** How often one event happened, in a window and in the one before, and what it is worth. */
export interface EventChange {
  readonly event: string;
  readonly count: number;
  readonly previousCount: number;
  readonly weight: number;
}

/** A member that joined or left, by the name that people know it by. */
export interface NamedMember {
  readonly name: string;
  readonly joined: boolean;
  readonly points: number;
}

/** Returns what is left of the members' part; less than rounding errors make is nothing. */
function unattributedPoints(part: number, members: readonly NamedMember[]): number {
  const rest = members.reduce((left, { points }) => left - points, part);
  return members.length > 0 && Math.abs(rest) < 1e-9 ? 0 : rest;
}

/** Returns the own part, split among events by weight x change of count. */
function eventReasons(own: number, events: readonly EventChange[]): ChangeReason[] {
  const changes = events.map(({ event, count, previousCount, weight }) => {
    const countChange = count - previousCount;
    return { event, countChange, points: countChange * weight };
  });
  const sum = changes.reduce((total, { points }) => total + points, 0);
  if (sum === 0) return [{ kind: 'event', points: own }];
  return changes.map(({ event, countChange, points }) => {
    return { kind: 'event', event, countChange, points: (own * points) / sum };
  });
}

/**
 * # Why a score changed
 *
 * The part that is the subject's own is split among its events by what each changed; members that
 * are named take their points out of the members' part.
 *
 * Source: our decision (docs/scoring.md, Changes, and why). Raw scores are linear in the counts, so
 * a split by weight x change of count is exact before the curve, and proportional after it.
 *
 *     points of an event = own part x (weight x change of count) / sum of (weight x change of count)
 *
 * The points sum to the part. Where the events' changes cancel out there is nothing to split by,
 * and the part stays whole.
 *
 * Example: an account whose own part is -18 while Task Completed lost 60 points and Report Viewed
 * won 10 has -18 x -60 / -50 = -21.6 from the one and +3.6 from the other.
 *
 * Cost: O(events + members), and their sort.
 *
 * @param members that joined or left, by name; of accounts only
 * @returns those that are not 0, the greatest first whatever its sign
 */
export function changeReasons(
  parts: { readonly own: number; readonly members: number; readonly others: number },
  events: readonly EventChange[],
  members: readonly NamedMember[] = [],
): readonly ChangeReason[] {
  const rest: ChangeReason[] = [
    ...members.map((member): ChangeReason => ({ kind: 'member', ...member })),
    { kind: 'members', points: unattributedPoints(parts.members, members) },
    { kind: 'others', points: parts.others },
  ];
  return [...eventReasons(parts.own, events), ...rest]
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
