import { type Condition, innerConditions } from '../../model/condition.ts';
import type { ActivationStep, ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';

/** What a model requires of one event by name, day by day. */
export interface RequiredEvent {
  /** The most occurrences that a condition or a step requires. */
  readonly atLeast: number;
  /** Whether a step requires a number of different users. */
  readonly byUser: boolean;
}

type EventRequirement = readonly [event: string, required: RequiredEvent];

function conditionRequirements(condition: Condition): EventRequirement[] {
  const own: EventRequirement[] =
    'event' in condition
      ? [[condition.event, { atLeast: condition.atLeast ?? 1, byUser: false }]]
      : [];
  return [...own, ...innerConditions(condition).flatMap(conditionRequirements)];
}

function stepRequirements(step: ActivationStep): EventRequirement[] {
  const { event, atLeast = 1, distinctUsers, when } = step;
  const own: EventRequirement[] =
    event === undefined ? [] : [[event, { atLeast, byUser: distinctUsers !== undefined }]];
  return [...own, ...(when ? conditionRequirements(when) : [])];
}

function conditionsAbout(model: ScoringModel, subjectKind: SubjectKind): Condition[] {
  const { population, lifecycle, segments, features } = model;
  return [
    ...(population?.of === subjectKind ? [population] : []),
    ...(subjectKind === 'account' ? Object.values(lifecycle ?? {}) : []),
    ...Object.values(segments ?? {}).flatMap((segment) =>
      segment.of === subjectKind ? segment.when : [],
    ),
    ...Object.values(features ?? {}).flatMap((feature) => feature.when ?? []),
  ];
}

/** Returns the events whose days matter one by one, for accounts or for users, in plain order. */
export function requiredEvents(model: ScoringModel, subjectKind: SubjectKind) {
  const steps = model.activation?.[subjectKind]?.steps ?? [];
  const all = [
    ...steps.flatMap(stepRequirements),
    ...conditionsAbout(model, subjectKind).flatMap(conditionRequirements),
  ];
  const required = new Map<string, RequiredEvent>();
  for (const [event, { atLeast, byUser }] of all.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = required.get(event);
    required.set(event, {
      atLeast: Math.max(atLeast, known?.atLeast ?? 0),
      byUser: byUser || known?.byUser === true,
    });
  }
  return required;
}
