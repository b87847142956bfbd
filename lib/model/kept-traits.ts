import { modelConditions } from './model-conditions.ts';
import type { ScoringModel } from './scoring-model.ts';

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
