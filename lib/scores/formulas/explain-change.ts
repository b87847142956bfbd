import { weightOf } from '../../model/event-weight.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { EventCount } from '../columns/event-counts.ts';

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

/** A member that joined or left, by the name that people know it by. */
export interface NamedMember {
  readonly name: string;
  readonly joined: boolean;
  readonly points: number;
}

/** Parts smaller than this on screen are noise in a sentence. */
const MIN_REASON_POINTS = 0.5;
const MAX_REASONS = 3;

/** Of the change; a smaller reason against it is noise as well. */
const MIN_COUNTER_SHARE = 0.25;

/** What is left of the members' part; less than rounding errors make is nothing. */
function unattributedPoints(part: number, members: readonly NamedMember[]): number {
  const rest = members.reduce((left, { points }) => left - points, part);
  return members.length > 0 && Math.abs(rest) < 1e-9 ? 0 : rest;
}

/** Its own part, shared among events by weight x change of count. */
function eventReasons(
  own: number,
  events: readonly EventCount[],
  names: readonly string[],
  model: ScoringModel,
): ChangeReason[] {
  const changes = events.map(([event, now, before]) => {
    const name = names[event] ?? '';
    const countChange = now - before;
    return { name, countChange, points: countChange * weightOf(model, name) };
  });
  const sum = changes.reduce((total, { points }) => total + points, 0);
  if (sum === 0) return [{ kind: 'event', points: own }];
  return changes.map(({ name, countChange, points }) => {
    return { kind: 'event', event: name, countChange, points: (own * points) / sum };
  });
}

/**
 * # Why a score changed
 *
 * The part that is the subject's own is shared among its events by what each changed: weight x
 * change of count. An account whose own part is -18 while Task Completed lost 60 points and
 * Report Viewed won 10 has -21.6 from the one and +3.6 from the other.
 *
 * Members that are named take their points out of the members' part.
 *
 * The shares sum to the part. Where the events' changes cancel out there is nothing to share by,
 * and the part stays whole. Cost: O(events).
 */
export function changeReasons(
  parts: { readonly own: number; readonly members: number; readonly others: number },
  events: readonly EventCount[],
  names: readonly string[],
  model: ScoringModel,
  members: readonly NamedMember[] = [],
): readonly ChangeReason[] {
  const rest: ChangeReason[] = [
    ...members.map((member): ChangeReason => ({ kind: 'member', ...member })),
    { kind: 'members', points: unattributedPoints(parts.members, members) },
    { kind: 'others', points: parts.others },
  ];
  return [...eventReasons(parts.own, events, names, model), ...rest]
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

const CAUSES: Readonly<
  Record<ChangeReason['kind'], (reason: ChangeReason, less: boolean) => string>
> = {
  // By its count and not by its points: more of an event of negative weight lowers a score.
  event: ({ event, countChange = 0 }) =>
    event === undefined
      ? 'from its own activity'
      : `from ${countChange < 0 ? 'fewer' : 'more'} ${event}`,
  member: ({ name, joined }) => `because ${name} ${joined ? 'joined' : 'left'}`,
  members: (_, less) => `because members ${less ? 'left' : 'joined'}`,
  others: (_, less) => `because others ${less ? 'grew' : 'shrank'}`,
  model: () => 'because the model changed',
};

function phrase(reason: ChangeReason): string {
  return `${Math.abs(Math.round(reason.points))} ${CAUSES[reason.kind](reason, reason.points < 0)}`;
}

/** The greatest reason against a change, where leaving it out would make the others look too great. */
function counterReason(change: number, reasons: readonly ChangeReason[]): string[] {
  const other = reasons.find(({ points }) => Math.sign(points) === -Math.sign(change));
  if (!other || Math.abs(other.points) < Math.max(1, MIN_COUNTER_SHARE * Math.abs(change))) {
    return [];
  }
  return [`less ${phrase(other)}`];
}

/**
 * `fell 23 points: 15 from fewer Task Completed, 6 because Dana left, 2 because others grew`, or
 * `rose 12 points: 24 because the model changed, less 12 from fewer Report Viewed`.
 */
export function changeSentence(change: number, reasons: readonly ChangeReason[]): string {
  if (change === 0) return 'did not change';
  const verb = change < 0 ? 'fell' : 'rose';
  const phrases = reasons
    .filter(({ points }) => Math.sign(points) === Math.sign(change))
    .filter(({ points }) => Math.abs(points) >= MIN_REASON_POINTS)
    .slice(0, MAX_REASONS)
    .map(phrase);
  const points = `${verb} ${Math.abs(change)} ${Math.abs(change) === 1 ? 'point' : 'points'}`;
  return phrases.length === 0
    ? points
    : `${points}: ${[...phrases, ...counterReason(change, reasons)].join(', ')}`;
}

/** A reason as it is shown: its points rounded. `rounding` closes the sum. */
export interface ShownReason extends Omit<ChangeReason, 'kind'> {
  readonly kind: ChangeReason['kind'] | 'rounding';
  readonly shown: number;
}

/** Rounded, and never the -0 that rounding -0.3 makes. */
const roundPoints = (points: number): number => Math.round(points) + 0;

/**
 * The reasons of a change with the points people see. Shown scores are whole numbers, so their
 * difference is not quite the unrounded change; the part `rounding` makes both columns sum to it:
 * a change of -8 from 23.4 to 14.6 with the parts -10.6 and +1.8 has the rounding 0.8, and on
 * screen -11 + 2 + 1.
 */
export function shownReasons(
  change: number,
  exactChange: number,
  reasons: readonly ChangeReason[],
): readonly ShownReason[] {
  const shown = reasons.map((reason) => ({ ...reason, shown: roundPoints(reason.points) }));
  const sum = shown.reduce((total, reason) => total + reason.shown, 0);
  const rounding = { points: change - exactChange, shown: change - sum };
  if (rounding.points === 0 && rounding.shown === 0) return shown;
  return [...shown, { kind: 'rounding', ...rounding }];
}

/** A change with its parts, its reasons and one plain sentence. */
export function explainedChange<Parts>(
  change: number,
  exactPoints: number,
  parts: Parts,
  reasons: readonly ChangeReason[],
) {
  return {
    points: change,
    exactPoints,
    parts,
    reasons: shownReasons(change, exactPoints, reasons),
    sentence: changeSentence(change, reasons),
  };
}
