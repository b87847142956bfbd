import { modelConditions } from './model-conditions.ts';
import type { ScoringModel } from './scoring-model.ts';

function eventsNamedBy(model: ScoringModel): readonly string[] {
  const { activation, activity, events } = model;
  const steps = [activation?.account, activation?.user].flatMap(
    (subjectActivation) => subjectActivation?.steps ?? [],
  );
  const inConditions = modelConditions(model).flatMap((each) =>
    'event' in each ? each.event : [],
  );
  return [
    ...Object.keys(events),
    ...(activity ?? []),
    ...steps.flatMap(({ event }) => event ?? []),
    ...inConditions,
  ];
}

/** The events that any of some models names: those that somebody decided to watch. */
export function namedEvents(models: readonly ScoringModel[]): ReadonlySet<string> {
  return new Set(models.flatMap(eventsNamedBy));
}
