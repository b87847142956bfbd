import { canonicalText } from '../model/canonical-text.ts';
import { weightOf } from '../model/event-weight.ts';
import type { ScoringModel } from '../model/scoring-model.ts';
import { type AskedEvent, askedEvents } from './asked-events.ts';
import { featuresOf, keyFeaturesOf } from './features.ts';

function askedOf(model: ScoringModel, of: 'account' | 'user'): (readonly [string, AskedEvent])[] {
  return [...askedEvents(model, of)];
}

/** Which events are activity: listed, or those of a weight. */
function activityOf(model: ScoringModel) {
  if (model.activity) return [...model.activity].sort();
  const named = Object.keys(model.events).sort();
  return {
    weighs: named.map((event) => [event, weightOf(model, event) !== 0]),
    others: model.defaultWeight !== 0,
  };
}

/**
 * All of a model that what is carried over depends on. Versions that agree in it carry on where the
 * others were: another weight, window or segment by traits costs no walk over all days.
 */
export function carrySignature(model: ScoringModel): string {
  const features = [...keyFeaturesOf(model), ...featuresOf(model)];
  return canonicalText({
    asked: [askedOf(model, 'account'), askedOf(model, 'user')],
    activity: activityOf(model),
    features: features.map(({ id, events }) => [id, events]),
  });
}
