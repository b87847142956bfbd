import { type Condition, innerConditions } from '../../model/condition.ts';
import { addDays, type Day, dayFromNumber, dayNumber } from '../../model/day.ts';
import type { LifecycleState, ScoringModel } from '../../model/scoring-model.ts';
import type { Lifecycle } from '../../scores/conditions/lifecycle-state.ts';
import { heldSince, type Subject } from '../../scores/conditions/subject-facts.ts';
import type { StoredRuleState } from '../alert.ts';
import type { AlertKind } from '../rule.ts';

/** Of states entered on the same day the later one in an account's life wins. */
const STATE_ORDER: readonly LifecycleState[] = ['trial', 'paid', 'cancelled'];

const ORDER: readonly Lifecycle[] = STATE_ORDER;

interface LifecycleEntry {
  readonly state: Lifecycle;
  /** Day number. */
  readonly since: number;
}

const UNKNOWN: LifecycleEntry = { state: 'unknown', since: 0 };

/** Every event that a condition asks about. */
export function eventsIn(condition: Condition): string[] {
  const own = 'event' in condition ? [condition.event] : [];
  return [...own, ...innerConditions(condition).flatMap(eventsIn)];
}

function lifecycleEntryOn(model: ScoringModel, subject: Subject, day: Day): LifecycleEntry {
  return STATE_ORDER.reduce((latest, state) => {
    const condition = model.lifecycle?.[state];
    const since = condition ? heldSince(condition, subject, day) : 0;
    return since > 0 && since >= latest.since ? { state, since } : latest;
  }, UNKNOWN);
}

/** A later state takes over; on the same day only one that comes later in an account's life. */
function supersedes(now: LifecycleEntry, before: LifecycleEntry): boolean {
  if (now.state === 'unknown' || now.state === before.state) return false;
  if (now.since !== before.since) return now.since > before.since;
  const order = (state: Lifecycle) => ORDER.indexOf(state);
  return order(now.state) > order(before.state);
}

function alertKindOf(
  before: LifecycleEntry,
  now: LifecycleEntry,
  byEvent: boolean,
): AlertKind | undefined {
  if (before.state === 'cancelled') return 'account.reactivated';
  if (now.state === 'cancelled') {
    return before.state !== 'unknown' || byEvent ? 'account.cancelled' : undefined;
  }
  return before.state === 'trial' && now.state === 'paid' ? 'account.converted' : undefined;
}

/** What an account came from and to; undefined while it stays where it was. */
export interface LifecycleChange {
  readonly before: LifecycleEntry;
  readonly now: LifecycleEntry;
  readonly kind: AlertKind | undefined;
}

/** The step that an account took since it was looked at last. */
export function lifecycleChange(
  model: ScoringModel,
  subject: Subject,
  today: Day,
  stored: StoredRuleState | undefined,
): LifecycleChange | undefined {
  const remembered = stored?.state.lifecycle;
  const now = lifecycleEntryOn(model, subject, today);
  const before: LifecycleEntry =
    remembered !== undefined
      ? { state: remembered, since: dayNumber(stored?.state.day ?? today) }
      : { ...lifecycleEntryOn(model, subject, addDays(dayFromNumber(now.since), -1)), since: 0 };
  if (!supersedes(now, before)) return undefined;
  const condition = now.state === 'unknown' ? undefined : model.lifecycle?.[now.state];
  const byEvent = condition !== undefined && eventsIn(condition).length > 0;
  const isRecent = dayNumber(today) - now.since <= 1;
  return { before, now, kind: isRecent ? alertKindOf(before, now, byEvent) : undefined };
}
