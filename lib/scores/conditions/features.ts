import type { Condition } from '../../model/condition.ts';
import { isImplicit, isRisk, weightOf } from '../../model/event-weight.ts';
import { ownValue } from '../../model/own-value.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';

/** One thing to adopt: a group of events, or a setting. */
export interface KeyFeature {
  readonly id: string;
  readonly label: string;
  readonly events: readonly string[];
  readonly when?: Condition;
}

/** Returns false for events of a negative weight and risk events: they are signs of leaving. */
function countsAsUse(model: ScoringModel, event: string): boolean {
  return weightOf(model, event) >= 0 && !isRisk(model, event);
}

function featureOf(model: ScoringModel, id: string): KeyFeature {
  const declared = ownValue(model.features, id);
  const events = Object.keys(model.events).filter(
    (event) => model.events[event]?.feature === id && countsAsUse(model, event),
  );
  const when = declared?.when;
  return { id, label: declared?.label ?? id, events, ...(when ? { when } : {}) };
}

/** Returns all features of a model: declared ones, then those that only events name. */
export function featuresOf(model: ScoringModel): readonly KeyFeature[] {
  const named = Object.values(model.events).flatMap((event) => event.feature ?? []);
  const ids = new Set([...Object.keys(model.features ?? {}), ...named]);
  return [...ids].map((id) => featureOf(model, id)).filter((f) => f.events.length > 0 || f.when);
}

/**
 * # Key features
 *
 * What adoption is a share of: the features marked `key`; if none is, those that events name; if
 * there are none either, every event of positive weight is a feature of its own.
 */
export function keyFeaturesOf(model: ScoringModel): readonly KeyFeature[] {
  const features = featuresOf(model);
  const marked = features.filter((feature) => model.features?.[feature.id]?.key === true);
  if (marked.length > 0) return marked;
  const used = features.filter((feature) => feature.events.length > 0);
  if (used.length > 0) return used;
  return Object.keys(model.events)
    .filter((event) => weightOf(model, event) > 0 && !isRisk(model, event) && !isImplicit(event))
    .map((event) => ({ id: event, label: event, events: [event] }));
}
