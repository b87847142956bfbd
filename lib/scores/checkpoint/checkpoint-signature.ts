import { canonicalJson } from '../../model/canonical-json.ts';
import { weightOf } from '../../model/event-weight.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import { featuresOf, keyFeaturesOf } from '../conditions/features.ts';
import { requiredEvents } from '../conditions/required-events.ts';

/** Describes which events are activity: listed ones, or those of a weight. */
function activityEvents(model: ScoringModel) {
  if (model.activity) return [...model.activity].sort();
  const named = Object.keys(model.events).sort();
  return {
    weighs: named.map((event) => [event, weightOf(model, event) !== 0]),
    others: model.defaultWeight !== 0,
  };
}

/**
 * Returns all of a model that its checkpoints depend on, as text. Versions that agree in it use each
 * other's: another weight, window or segment by traits costs no scan over all days.
 */
export function checkpointSignature(model: ScoringModel): string {
  const features = [...keyFeaturesOf(model), ...featuresOf(model)];
  return canonicalJson({
    asked: [[...requiredEvents(model, 'account')], [...requiredEvents(model, 'user')]],
    activity: activityEvents(model),
    features: features.map(({ id, events }) => [id, events]),
  });
}
