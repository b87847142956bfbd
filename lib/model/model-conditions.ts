import { type Condition, innerConditions } from './condition.ts';
import type { ScoringModel } from './scoring-model.ts';

/** A condition and all that are inside it. */
export function* conditionTree(condition: Condition): Generator<Condition> {
  yield condition;
  for (const inner of innerConditions(condition)) yield* conditionTree(inner);
}

/** Every condition that a model is made of, inner ones too, in no order that means anything. */
export function modelConditions(model: ScoringModel): readonly Condition[] {
  const { activation, lifecycle, features, segments, population } = model;
  const steps = [activation?.account, activation?.user].flatMap(
    (subjectActivation) => subjectActivation?.steps ?? [],
  );
  const named = [...Object.values(features ?? {}), ...Object.values(segments ?? {}), ...steps];
  const all = [population, ...Object.values(lifecycle ?? {}), ...named.map(({ when }) => when)];
  return all.flatMap((condition) => (condition ? [...conditionTree(condition)] : []));
}
