import { conditionsOf } from './conditions-of.ts';
import type { ScoringModel } from './scoring-model.ts';

function eventsIn(model: ScoringModel): readonly string[] {
  const { activation, activity, events } = model;
  const steps = [activation?.account, activation?.user].flatMap((of) => of?.steps ?? []);
  const inConditions = conditionsOf(model).flatMap((each) => ('event' in each ? each.event : []));
  return [
    ...Object.keys(events),
    ...(activity ?? []),
    ...steps.flatMap(({ event }) => event ?? []),
    ...inConditions,
  ];
}

/** The events that any of some models names: those that somebody decided to watch. */
export function namedEvents(models: readonly ScoringModel[]): ReadonlySet<string> {
  return new Set(models.flatMap(eventsIn));
}
