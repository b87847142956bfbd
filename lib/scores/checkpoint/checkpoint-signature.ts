import { canonicalJson } from '../../model/canonical-json.ts';
import { weightOf } from '../../model/event-weight.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { featuresOf, keyFeaturesOf } from '../conditions/features.ts';
import { type RequiredEvent, requiredEvents } from '../conditions/required-events.ts';

function requiredEventsOf(
  model: ScoringModel,
  subjectKind: SubjectKind,
): (readonly [string, RequiredEvent])[] {
  return [...requiredEvents(model, subjectKind)];
}

/** Which events are activity: listed, or those of a weight. */
function activityEvents(model: ScoringModel) {
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
export function checkpointSignature(model: ScoringModel): string {
  const features = [...keyFeaturesOf(model), ...featuresOf(model)];
  return canonicalJson({
    asked: [requiredEventsOf(model, 'account'), requiredEventsOf(model, 'user')],
    activity: activityEvents(model),
    features: features.map(({ id, events }) => [id, events]),
  });
}
