import type { Condition } from '../../model/condition.ts';
import { addDays, type Day, dayFromNumber, dayNumber } from '../../model/day.ts';
import { conditionTree } from '../../model/model-conditions.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { Subject } from '../../scores/conditions/condition-holds.ts';
import {
  LIFECYCLE_STATES,
  type Lifecycle,
  type LifecycleEntry,
  lifecycleEntryOn,
} from '../../scores/conditions/lifecycle.ts';
import type { RuleState } from '../alert.ts';

/** Returns the events that a condition names, at any depth. */
export function eventsIn(condition: Condition): string[] {
  return [...conditionTree(condition)].flatMap((each) => ('event' in each ? each.event : []));
}

const ORDER: readonly Lifecycle[] = LIFECYCLE_STATES;

/** A later state takes over; on the same day only one that comes later in an account's life. */
function supersedes(now: LifecycleEntry, before: LifecycleEntry): boolean {
  if (now.state === 'unknown' || now.state === before.state) return false;
  if (now.since !== before.since) return now.since > before.since;
  const order = (state: Lifecycle) => ORDER.indexOf(state);
  return order(now.state) > order(before.state);
}

export interface LifecycleStep {
  readonly before: Lifecycle;
  readonly now: Lifecycle;
  /** Whether the state it came to is one that events lead to. */
  readonly byEvent: boolean;
}

/** How a kind of alert looks at steps: no step is one of two kinds. */
export interface LifecycleTrigger {
  readonly isStep: (step: LifecycleStep) => boolean;
  /** What the account did: its name goes before it. */
  readonly title: string;
  /** The same at length, without the full stop. */
  readonly text: (step: LifecycleStep) => string;
}

/** A step that an account took since it was looked at last. */
export interface LifecycleChange extends LifecycleStep {
  /** The day number on which it got to where it is now. */
  readonly since: number;
  /** Whether that is today or yesterday; what is older is no news. */
  readonly isRecent: boolean;
}

/** Returns the step that an account took; undefined while it stays where it was. */
export function lifecycleChange(
  model: ScoringModel,
  subject: Subject,
  today: Day,
  remembered: Pick<RuleState, 'lifecycle' | 'day'> | undefined,
): LifecycleChange | undefined {
  const now = lifecycleEntryOn(model.lifecycle, subject, today);
  const before: LifecycleEntry = remembered?.lifecycle
    ? { state: remembered.lifecycle, since: dayNumber(remembered.day) }
    : {
        ...lifecycleEntryOn(model.lifecycle, subject, addDays(dayFromNumber(now.since), -1)),
        since: 0,
      };
  if (!supersedes(now, before)) return undefined;
  const condition = now.state === 'unknown' ? undefined : model.lifecycle?.[now.state];
  return {
    before: before.state,
    now: now.state,
    byEvent: condition !== undefined && eventsIn(condition).length > 0,
    since: now.since,
    isRecent: dayNumber(today) - now.since <= 1,
  };
}
