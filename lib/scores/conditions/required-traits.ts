import { conditionTree } from '../../model/model-conditions.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';

/** What a model requires of the profiles of users. */
export interface RequiredTraits {
  /** Traits whose values matter. */
  readonly traits: ReadonlySet<string>;
  /** Whether it matters on which day a user was created. */
  readonly creation: boolean;
}

/** Returns the conditions that are asked of users. */
function conditionsOfUsers({ activation, features, population, segments }: ScoringModel) {
  const ofUsers = Object.values(segments ?? {}).filter(({ of }) => of === 'user');
  const named = [...ofUsers, ...(activation?.user?.steps ?? []), ...Object.values(features ?? {})];
  const conditions = named.flatMap(({ when }) => when ?? []);
  return population?.of === 'user' ? [population, ...conditions] : conditions;
}

/** Whether the day matters on which a user was created. */
function needsCreationDay({ activation, population, segments }: ScoringModel): boolean {
  const ofUsers = Object.values(segments ?? {}).some(({ of }) => of === 'user');
  if (ofUsers || activation?.user) return true;
  if (population?.of !== 'user') return false;
  return [...conditionTree(population)].some((inner) => 'metric' in inner || 'segment' in inner);
}

/** Returns what a model requires of users; undefined when no profile of theirs need be read. */
export function requiredTraits(model: ScoringModel): RequiredTraits | undefined {
  const all = conditionsOfUsers(model).flatMap((condition) => [...conditionTree(condition)]);
  const traits = new Set(all.flatMap((condition) => ('trait' in condition ? condition.trait : [])));
  const creation = needsCreationDay(model);
  return traits.size > 0 || creation ? { traits, creation } : undefined;
}
