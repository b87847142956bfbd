import { type Day, dayNumber } from '../../model/day.ts';
import { isActivity, weightOf } from '../../model/event-weight.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Window } from '../../model/window.ts';
import { featuresOf, type KeyFeature, keyFeaturesOf } from '../conditions/features.ts';
import { type RequiredEvent, requiredEvents } from '../conditions/required-events.ts';
import { REFERENCE_WEEKS } from '../formulas/suspect-events.ts';

/** Segment's name for a user who left an account. */
export const REMOVED_EVENT = 'Account Removed User';

/** At some 40 bytes each; a million users with 15 events each have them, three million with five. */
const MAX_MEMBER_EVENTS = 16_000_000;

/** One span of days that is summed up: a window, or the one before it. */
export interface WindowSpan {
  readonly window: Window;
  readonly period: 'current' | 'previous';
  /** Day numbers, both included. */
  readonly from: number;
  readonly to: number;
}

/** What a model makes of one event name. */
export interface EventPlan {
  readonly weight: number;
  readonly activity: boolean;
  /** Index of its feature, or -1. */
  readonly feature: number;
  /** Whether a step or a condition about this kind needs the event by name, day by day. */
  readonly requiredFor: Readonly<Record<SubjectKind, boolean>>;
  readonly removal: boolean;
}

/** How a model reads counts: worked out once, before the days are added. */
export interface AggregatePlan {
  readonly model: ScoringModel;
  readonly asOf: Day;
  /** Day numbers of the first day of counts that there may be, and of the day of the scores. */
  readonly oldest: number;
  readonly last: number;
  /** The last day, as a day number, whose sums may come from a checkpoint or go into one. */
  readonly checkpoint: number;
  readonly spans: readonly WindowSpan[];
  /** The events whose days matter one by one. */
  readonly requiredByKind: Readonly<Record<SubjectKind, ReadonlyMap<string, RequiredEvent>>>;
  /** The key features first, then the others. */
  readonly features: readonly KeyFeature[];
  /** How many of them are key. */
  readonly keyFeatures: number;
  /** Events of members that are kept apart; with more of them changes are not explained by event. */
  readonly maxMemberEvents: number;
  eventPlan(event: string): EventPlan;
}

function spansOf(model: ScoringModel, asOf: Day): WindowSpan[] {
  const end = dayNumber(asOf);
  return model.windows.flatMap((window): WindowSpan[] => [
    { window, period: 'current', from: end - window + 1, to: end },
    { window, period: 'previous', from: end - 2 * window + 1, to: end - window },
  ]);
}

/** @param oldest the first day that may have counts */
export function planAggregate(model: ScoringModel, asOf: Day, oldest: Day): AggregatePlan {
  const key = keyFeaturesOf(model);
  const isKey = new Set(key.map(({ id }) => id));
  const features = [...key, ...featuresOf(model).filter(({ id }) => !isKey.has(id))];
  const featureOf = new Map(
    features.flatMap((f, index) => f.events.map((event) => [event, index])),
  );
  const requiredByKind = {
    account: requiredEvents(model, 'account'),
    user: requiredEvents(model, 'user'),
  };
  const plans = new Map<string, EventPlan>();
  const eventPlan = (event: string): EventPlan => {
    const known = plans.get(event);
    if (known) return known;
    const plan = {
      weight: weightOf(model, event),
      activity: isActivity(model, event),
      feature: featureOf.get(event) ?? -1,
      requiredFor: {
        account: requiredByKind.account.has(event),
        user: requiredByKind.user.has(event),
      },
      removal: event === REMOVED_EVENT,
    };
    plans.set(event, plan);
    return plan;
  };
  return {
    model,
    asOf,
    oldest: dayNumber(oldest),
    last: dayNumber(asOf),
    checkpoint: checkpointDay(model, asOf),
    spans: spansOf(model, asOf),
    requiredByKind,
    features,
    keyFeatures: key.length,
    maxMemberEvents: MAX_MEMBER_EVENTS,
    eventPlan,
  };
}

/** A checkpoint is of every eighth day, so that days have it in common. */
const DAYS_BETWEEN_CHECKPOINTS = 8;

/**
 * Returns the day whose checkpoint the scores of a day start from, as a day number: before both
 * windows, and before the weekdays that show what is usual. 60 to 67 days are then left to add for
 * windows of up to 30 days, instead of all that are kept.
 */
export function checkpointDay(model: ScoringModel, asOf: Day): number {
  const added = Math.max(2 * Math.max(...model.windows), REFERENCE_WEEKS * 7 + 1);
  return (
    Math.floor((dayNumber(asOf) - added) / DAYS_BETWEEN_CHECKPOINTS) * DAYS_BETWEEN_CHECKPOINTS
  );
}

/** Whether a long scan saves its state after a day, so that one that is cut off can go on there. */
export function isCheckpointDay(day: Day): boolean {
  return dayNumber(day) % (8 * DAYS_BETWEEN_CHECKPOINTS) === 0;
}
