import type { Condition } from '../../model/condition.ts';
import { conditionTree } from '../../model/model-conditions.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';

/** What a model requires of the profiles of users. */
export interface RequiredTraits {
  /** Traits whose values matter. */
  readonly traits: ReadonlySet<string>;
  /** Whether it matters on which day a user was created. */
  readonly creation: boolean;
  /** Whether it matters on which days any other trait was set. */
  readonly changes: boolean;
}

/** Returns whether a condition may come out as wanted for somebody without any trait. */
function canEvaluateTo(condition: Condition, wanted: boolean): boolean {
  const each = (inner: Condition) => canEvaluateTo(inner, wanted);
  if ('all' in condition) return wanted ? condition.all.every(each) : condition.all.some(each);
  if ('any' in condition) return wanted ? condition.any.some(each) : condition.any.every(each);
  if ('not' in condition) return canEvaluateTo(condition.not, !wanted);
  if ('trait' in condition) return (condition.exists === false) === wanted;
  // Events, metrics and segments may come out either way.
  return true;
}

/**
 * Since when a condition holds is followed back over the days on which anything changed. The traits
 * it names decide alone where it cannot hold without them: it changes on their days only. One that
 * can (`exists: false`) holds from the first of all days, and one with an event among others may
 * change on any day.
 */
function needsChangeDays(condition: Condition): boolean {
  if ('event' in condition) return false;
  return (
    canEvaluateTo(condition, true) ||
    [...conditionTree(condition)].some((inner) => 'event' in inner)
  );
}

/** Returns the conditions of which it matters whether they hold. */
function currentConditions({ population, segments }: ScoringModel): Condition[] {
  const ofUsers = Object.values(segments ?? {}).filter(({ of }) => of === 'user');
  return [...(population?.of === 'user' ? [population] : []), ...ofUsers.map(({ when }) => when)];
}

/** Returns the conditions of which it matters since when they hold. */
function sinceConditions({ activation, features }: ScoringModel): Condition[] {
  const named = [...(activation?.user?.steps ?? []), ...Object.values(features ?? {})];
  return named.flatMap(({ when }) => when ?? []);
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
  const since = sinceConditions(model);
  const all = [...currentConditions(model), ...since].flatMap((condition) => [
    ...conditionTree(condition),
  ]);
  const named = all.flatMap((condition) => ('trait' in condition ? condition.trait : []));
  const traits = new Set(named);
  const creation = needsCreationDay(model);
  const changes = since.some(needsChangeDays);
  return traits.size > 0 || creation || changes ? { traits, creation, changes } : undefined;
}
