import { type Condition, innerConditions } from './condition.ts';
import type { ScoringModel } from './scoring-model.ts';

/** Kept whether or not anything names them: they tell people who somebody is and since when. */
export const ALWAYS_KEPT: readonly string[] = ['name', 'email', 'createdAt'];

/** The conditions a model is made of, outermost only. */
function conditionsOf(model: ScoringModel): readonly Condition[] {
  const { activation, lifecycle, features, segments, population } = model;
  const steps = [activation?.account, activation?.user].flatMap((of) => of?.steps ?? []);
  const named = [...Object.values(features ?? {}), ...Object.values(segments ?? {}), ...steps];
  const all = [population, ...Object.values(lifecycle ?? {}), ...named.map(({ when }) => when)];
  return all.filter((condition) => condition !== undefined);
}

function* traitsIn(condition: Condition): Generator<string> {
  if ('trait' in condition) yield condition.trait;
  for (const inner of innerConditions(condition)) yield* traitsIn(inner);
}

/** The traits that scoring needs to know; all others are never stored. */
export function keptTraits(models: readonly ScoringModel[]): ReadonlySet<string> {
  const kept = new Set(ALWAYS_KEPT);
  for (const model of models) {
    if (model.owner) kept.add(model.owner.trait);
    for (const condition of conditionsOf(model)) {
      for (const trait of traitsIn(condition)) kept.add(trait);
    }
  }
  return kept;
}
