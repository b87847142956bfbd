import { type Condition, innerConditions } from './condition.ts';
import type { ScoringModel } from './scoring-model.ts';

/** Yields a condition and all conditions within it. */
export function* conditionTree(condition: Condition): Generator<Condition> {
  yield condition;
  for (const inner of innerConditions(condition)) yield* conditionTree(inner);
}

const activationSteps = (activation: ScoringModel['activation']) =>
  [activation?.account, activation?.user].flatMap((of) => of?.steps ?? []);

/** Every condition that a model is made of, inner ones too, in no order that means anything. */
export function modelConditions(model: ScoringModel): readonly Condition[] {
  const { activation, lifecycle, features, segments, population } = model;
  const steps = activationSteps(activation);
  const named = [...Object.values(features ?? {}), ...Object.values(segments ?? {}), ...steps];
  const all = [population, ...Object.values(lifecycle ?? {}), ...named.map(({ when }) => when)];
  return all.flatMap((condition) => (condition ? [...conditionTree(condition)] : []));
}

/** Kept whether or not anything names them: they tell people who somebody is and since when. */
export const ALWAYS_KEPT: readonly string[] = ['name', 'email', 'createdAt'];

/** The traits that scoring needs to know; all others are never stored. */
export function keptTraits(models: readonly ScoringModel[]): ReadonlySet<string> {
  const kept = new Set(ALWAYS_KEPT);
  for (const model of models) {
    if (model.owner) kept.add(model.owner.trait);
    for (const condition of modelConditions(model)) {
      if ('trait' in condition) kept.add(condition.trait);
    }
  }
  return kept;
}

function eventsNamedBy(model: ScoringModel): readonly string[] {
  const { activation, activity, events } = model;
  const inSteps = activationSteps(activation).flatMap(({ event }) => event ?? []);
  const inConditions = modelConditions(model).flatMap((each) =>
    'event' in each ? each.event : [],
  );
  return [...Object.keys(events), ...(activity ?? []), ...inSteps, ...inConditions];
}

/** The events that any of some models names: those that somebody decided to watch. */
export function namedEvents(models: readonly ScoringModel[]): ReadonlySet<string> {
  return new Set(models.flatMap(eventsNamedBy));
}
