/** One reason for a change of score, in unrounded points. */
export interface ChangeReason {
  /** `model`: between days that were reported under different versions of the model. */
  /**
   * `active`: by the average, more or fewer members that score above 0; `mean`: the mean member that
   * the fair score adds; `cap`: the benchmark of users, above which the total counts nobody.
   */
  readonly kind: 'event' | 'member' | 'members' | 'active' | 'others' | 'mean' | 'cap' | 'model';
  /** The event's name, for that kind. */
  readonly event?: string;
  /** How much more often it happened than in the window before; below 0 for less. */
  readonly countChange?: number;
  /** Whose change it was, where all members together changed the other way. */
  readonly by?: string;
  /** Of a user's event the accounts that it was in. */
  readonly accounts?: readonly string[];
  /** Who joined or left, for `member`. */
  readonly name?: string;
  readonly joined?: boolean;
  /** Whether it was the account's champion that left. */
  readonly champion?: boolean;
  readonly points: number;
}

/** How often one event happened, in a window and in the one before, and what it is worth. */
export interface EventChange {
  readonly event: string;
  readonly count: number;
  readonly previousCount: number;
  readonly weight: number;
}

/** What the change of one event made or took. */
export interface EventPart extends Pick<ChangeReason, 'by' | 'accounts'> {
  readonly event: string;
  readonly countChange: number;
  readonly points: number;
}

/** A member that joined or left, by the name that people know it by. */
export interface NamedMember {
  readonly name: string;
  readonly joined: boolean;
  readonly champion?: boolean;
  readonly points: number;
}

/** Returns 0 for less than rounding errors make. */
const withoutRounding = (rest: number): number => (Math.abs(rest) < 1e-9 ? 0 : rest);

/** Returns what is left of the members' part. */
function unattributedPoints(part: number, members: readonly NamedMember[]): number {
  const rest = members.reduce((left, { points }) => left - points, part);
  return members.length > 0 ? withoutRounding(rest) : rest;
}

/** Above what rounding 40 parts of events to three digits may come to, and far below what is shown. */
const MAX_ROUNDING = 0.025;

/** Returns the reasons of the own part: what rounding left of it goes to the greatest event. */
function eventReasons(own: number, events: readonly EventPart[]): ChangeReason[] {
  const greatest = events.reduce((most, { points }) => Math.max(most, Math.abs(points)), 0);
  const rest = events.reduce((left, { points }) => left - points, own);
  const isRounding = Math.abs(rest) < Math.min(MAX_ROUNDING, greatest);
  const first = events.findIndex(({ points }) => Math.abs(points) === greatest);
  const reasons = events.map((part, index): ChangeReason => {
    const points = part.points + (isRounding && index === first ? rest : 0);
    return { kind: 'event', ...part, points };
  });
  return isRounding ? reasons : [...reasons, { kind: 'event', points: rest }];
}

/**
 * # Why a score changed
 *
 * The part that is the subject's own is that of its events (event-parts.ts, account-event-parts.ts);
 * members that are named take their points out of the members' part.
 *
 * Source: our decision (docs/scoring.md, Changes, and why).
 *
 * The points sum to the parts. What no event explains, as in snapshots that have no points by event,
 * stays one reason without a name.
 *
 * Example: an account whose own part is -18, of which Task Completed took 21.6 and Report Viewed
 * made 3.6, from which Dana left with 6 points, has the reasons -21.6, -6 and +3.6.
 *
 * Cost: O(events + members), and their sort.
 *
 * @param members that joined or left, by name; of accounts only
 * @returns those that are not 0, the greatest first whatever its sign
 */
export function changeReasons(
  parts: {
    readonly own: number;
    readonly members: number;
    readonly others: number;
    readonly active?: number;
    /** What the mean member has of `others`. */
    readonly mean?: number;
    /** Whether `others` goes the way of the cap, and not of the accounts' benchmark. */
    readonly capMoved?: boolean;
  },
  events: readonly EventPart[],
  members: readonly NamedMember[] = [],
): readonly ChangeReason[] {
  const { active = 0, mean = 0 } = parts;
  const rest: ChangeReason[] = [
    { kind: 'active', points: active },
    ...members.map((member): ChangeReason => ({ kind: 'member', ...member })),
    { kind: 'members', points: unattributedPoints(parts.members, members) },
    { kind: 'mean', points: mean },
    {
      kind: parts.capMoved === true ? 'cap' : 'others',
      points: mean === 0 ? parts.others : withoutRounding(parts.others - mean),
    },
  ];
  return [...eventReasons(parts.own - active, events), ...rest]
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}
