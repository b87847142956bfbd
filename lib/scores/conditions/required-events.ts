import type { Condition } from '../../model/condition.ts';
import { conditionTree } from '../../model/model-conditions.ts';
import type { ActivationStep, ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';

/** What a model requires of one event by name, day by day. */
export interface RequiredEvent {
  /** The most occurrences that a condition or a step requires. */
  readonly atLeast: number;
  /** Whether a step requires a number of different users. */
  readonly byUser: boolean;
  /** Whether it matters at which instant it happened last: a state goes by the latest fact. */
  readonly byInstant: boolean;
}

type EventRequirement = readonly [event: string, required: RequiredEvent];

const BY_DAY = { byUser: false, byInstant: false };

function conditionRequirements(condition: Condition): EventRequirement[] {
  return [...conditionTree(condition)].flatMap((each): EventRequirement[] =>
    'event' in each ? [[each.event, { ...BY_DAY, atLeast: each.atLeast ?? 1 }]] : [],
  );
}

function stepRequirements(step: ActivationStep): EventRequirement[] {
  const { event, atLeast = 1, distinctUsers, when } = step;
  const byUser = distinctUsers !== undefined;
  const own: EventRequirement[] =
    event === undefined ? [] : [[event, { ...BY_DAY, atLeast, byUser }]];
  return [...own, ...(when ? conditionRequirements(when) : [])];
}

/** What a state asks for, and the segments that it may be made of. */
function stateRequirements({ lifecycle = {}, segments = {} }: ScoringModel): EventRequirement[] {
  const states = Object.values(lifecycle);
  const trees = states.flatMap((state) => [...conditionTree(state)]);
  const named = trees.some((each) => 'segment' in each) ? Object.values(segments) : [];
  return [...states, ...named.map(({ when }) => when)]
    .flatMap(conditionRequirements)
    .map(([event, required]) => [event, { ...required, byInstant: true }]);
}

function conditionsAbout(model: ScoringModel, subjectKind: SubjectKind): Condition[] {
  const { population, segments, features } = model;
  return [
    ...(population?.of === subjectKind ? [population] : []),
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
    ...(subjectKind === 'account' ? stateRequirements(model) : []),
  ];
  const required = new Map<string, RequiredEvent>();
  for (const [event, { atLeast, byUser, byInstant }] of all.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = required.get(event);
    required.set(event, {
      atLeast: Math.max(atLeast, known?.atLeast ?? 0),
      byUser: byUser || known?.byUser === true,
      byInstant: byInstant || known?.byInstant === true,
    });
  }
  return required;
}
