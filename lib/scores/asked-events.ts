import { type Condition, innerConditions } from '../model/condition.ts';
import type { ActivationStep, ScoringModel } from '../model/scoring-model.ts';

/** What a model asks of one event by name, day by day. */
export interface AskedEvent {
  /** No condition and no step asks for more occurrences than this. */
  readonly atLeast: number;
  /** Whether a step asks how many different users did it. */
  readonly byUser: boolean;
}

type Asking = readonly [event: string, asked: AskedEvent];

function conditionAsks(condition: Condition): Asking[] {
  const own: Asking[] =
    'event' in condition
      ? [[condition.event, { atLeast: condition.atLeast ?? 1, byUser: false }]]
      : [];
  return [...own, ...innerConditions(condition).flatMap(conditionAsks)];
}

function stepAsks({ event, atLeast = 1, distinctUsers, when }: ActivationStep): Asking[] {
  const own: Asking[] =
    event === undefined ? [] : [[event, { atLeast, byUser: distinctUsers !== undefined }]];
  return [...own, ...(when ? conditionAsks(when) : [])];
}

/** Everything of a model that is asked about accounts or about users. */
function conditionsFor(model: ScoringModel, of: 'account' | 'user'): Condition[] {
  const { population, lifecycle, segments, features } = model;
  return [
    ...(population?.of === of ? [population] : []),
    ...(of === 'account' ? Object.values(lifecycle ?? {}) : []),
    ...Object.values(segments ?? {}).flatMap((segment) => (segment.of === of ? segment.when : [])),
    ...Object.values(features ?? {}).flatMap((feature) => feature.when ?? []),
  ];
}

/** The events whose days matter one by one, for accounts or for users, in plain order. */
export function askedEvents(
  model: ScoringModel,
  of: 'account' | 'user',
): ReadonlyMap<string, AskedEvent> {
  const steps = model.activation?.[of]?.steps ?? [];
  const all = [...steps.flatMap(stepAsks), ...conditionsFor(model, of).flatMap(conditionAsks)];
  const asked = new Map<string, AskedEvent>();
  for (const [event, { atLeast, byUser }] of all.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const known = asked.get(event);
    asked.set(event, {
      atLeast: Math.max(atLeast, known?.atLeast ?? 0),
      byUser: byUser || known?.byUser === true,
    });
  }
  return asked;
}
