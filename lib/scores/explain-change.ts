import { weightOf } from '../model/event-weight.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import type { EventUse } from './day-scores.ts';

/** One reason for a change of score, in unrounded points. */
export interface ChangeReason {
  readonly kind: 'event' | 'members' | 'others';
  /** The event's name, for that kind. */
  readonly event?: string;
  readonly points: number;
}

/** Parts smaller than this on screen are noise in a sentence. */
const WORTH_SAYING = 0.5;
const SAID_AT_MOST = 3;

/**
 * # Why a score changed
 *
 * The part that is the subject's own is shared among its events by what each changed: weight x
 * change of count. An account whose own part is -18 while Task Completed lost 60 points and
 * Report Viewed won 10 has -21.6 from the one and +3.6 from the other.
 *
 * The shares sum to the part. Where the events' changes cancel out there is nothing to share by,
 * and the part stays whole. Cost: O(events).
 */
export function changeReasons(
  parts: { readonly own: number; readonly members: number; readonly others: number },
  events: readonly EventUse[],
  names: readonly string[],
  model: ScoringModel,
): readonly ChangeReason[] {
  const moved = events.map(([event, now, before]) => {
    const name = names[event] ?? '';
    return { name, points: (now - before) * weightOf(model, name) };
  });
  const sum = moved.reduce((total, { points }) => total + points, 0);
  const shares: ChangeReason[] =
    sum === 0
      ? [{ kind: 'event', points: parts.own }]
      : moved.map(({ name, points }) => ({
          kind: 'event',
          event: name,
          points: (parts.own * points) / sum,
        }));
  const rest: ChangeReason[] = [
    { kind: 'members', points: parts.members },
    { kind: 'others', points: parts.others },
  ];
  return [...shares, ...rest]
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

function phrase(reason: ChangeReason): string {
  const points = Math.abs(Math.round(reason.points));
  const less = reason.points < 0;
  if (reason.kind === 'members') return `${points} because members ${less ? 'left' : 'joined'}`;
  if (reason.kind === 'others') return `${points} because others ${less ? 'grew' : 'shrank'}`;
  if (reason.event === undefined) return `${points} from its own activity`;
  return `${points} from ${less ? 'fewer' : 'more'} ${reason.event}`;
}

/** `fell 23 points: 15 from fewer Task Completed, 6 because members left, 2 because others grew` */
export function changeSentence(change: number, reasons: readonly ChangeReason[]): string {
  const word = change < 0 ? 'fell' : 'rose';
  const said = reasons
    .filter(({ points }) => Math.sign(points) === Math.sign(change))
    .filter(({ points }) => Math.abs(points) >= WORTH_SAYING)
    .slice(0, SAID_AT_MOST);
  const points = `${word} ${Math.abs(change)} ${Math.abs(change) === 1 ? 'point' : 'points'}`;
  return said.length === 0 ? points : `${points}: ${said.map(phrase).join(', ')}`;
}
