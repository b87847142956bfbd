import type { DerivedCondition, Metric } from '../../model/condition.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { occurrencesOf } from '../aggregate/event-history.ts';
import { conditionHolds, factsOn, type Subject } from '../conditions/condition-holds.ts';
import { changeDays } from '../conditions/held-since.ts';
import { lifecycleEntryOn } from '../conditions/lifecycle.ts';
import { creationDay, traitValues } from '../conditions/profiles.ts';
import {
  commonSegmentTest,
  ownSegment,
  preScoreSegment,
  segmentAges,
} from '../conditions/segments.ts';

/** Somebody of whom there are no scores yet. */
interface EarlyInput {
  readonly aggregate: Aggregate;
  readonly kind: SubjectKind;
  readonly index: number;
  readonly profiles: Subject['profiles'];
}

function agesOf({ aggregate, kind, index, profiles }: EarlyInput, day: Day) {
  const today = dayNumber(day);
  const days = aggregate.subjectDays[kind];
  const seen = { first: days.first[index] ?? 0, firstData: aggregate.firstDay };
  const created = creationDay(profiles[0], day, seen);
  // On an earlier day than that of the scores the last activity may be later: then it is recent.
  const lastActive = Math.min(days.lastActive[index] ?? 0, today);
  return { today, created, lastActive };
}

function metricOf(input: EarlyInput, metric: Metric, day: Day): number | null {
  const { today, created, lastActive } = agesOf(input, day);
  if (metric === 'tenureDays') return created === null ? null : today - created;
  if (metric === 'daysSinceActive') return lastActive === 0 ? null : today - lastActive;
  return null;
}

function inEarlySegment(input: EarlyInput, subject: Subject, id: string, day: Day): boolean {
  const { headlineWindow: window, lifecycle } = input.aggregate.plan.model;
  const name = preScoreSegment(id);
  const test = name && commonSegmentTest(name);
  if (test) return test({ ...agesOf(input, day), window, change: null, suspect: false });
  if (input.kind === 'user') return false;
  return lifecycleEntryOn(lifecycle, withoutStates(subject), day).state === id;
}

/** A state may depend on a segment, but not on one that depends on the state again. */
function withoutStates(subject: Subject): Subject {
  return { ...subject, inSegment: () => false, segmentCondition: () => undefined };
}

/** Returns the days on which an age reaches one of some numbers, of whatever it is counted from. */
function daysAtAges(froms: readonly (number | null)[], ages: readonly number[]): number[] {
  return froms.flatMap((from) =>
    from === null || from === 0 ? [] : [from, ...ages.map((age) => from + age)],
  );
}

function createdDays(input: EarlyInput, upTo: Day): readonly (number | null)[] {
  const days = traitValues(input.profiles[0], 'createdAt').map(({ day }) => day);
  const first = input.aggregate.subjectDays[input.kind].first[input.index] ?? 0;
  // Before the trait is set the creation is the first sight, or unknown.
  return [
    ...[...days, upTo].map((day) => agesOf(input, day).created),
    first,
    ...days.map(dayNumber),
  ];
}

/** Days on which what follows from creation, last activity or the lifecycle may have changed. */
function earlyChangeDays(input: EarlyInput, subject: Subject, leaf: DerivedCondition, upTo: Day) {
  const { lastActive } = agesOf(input, upTo);
  if ('metric' in leaf) {
    const ages = [leaf.atLeast, leaf.atMost].flatMap((age) => (age === undefined ? [] : age));
    const around = ages.flatMap((age) => [Math.ceil(age), Math.floor(age) + 1]);
    if (leaf.metric === 'tenureDays') return daysAtAges(createdDays(input, upTo), around);
    return leaf.metric === 'daysSinceActive' ? daysAtAges([lastActive], around) : undefined;
  }
  const name = preScoreSegment(leaf.segment);
  if (name === undefined) return undefined;
  const { headlineWindow, lifecycle = {} } = input.aggregate.plan.model;
  const ages = segmentAges(name, headlineWindow);
  if (ages.length > 0) return daysAtAges([...createdDays(input, upTo), lastActive], ages);
  const bare = withoutStates(subject);
  return Object.values(lifecycle).flatMap((state) => changeDays(state, bare, upTo));
}

/**
 * Returns a user or an account by what is known before the comparison with others, on the day of the
 * scores as on any before it: its traits, its events, how long it is there and away, and the segments
 * that are made of these.
 */
export function earlySubject(input: EarlyInput): Subject {
  const { aggregate, kind, index, profiles } = input;
  const { model } = aggregate.plan;
  const ownOf = (id: string) => {
    const own = ownSegment(model, id);
    return own?.of === kind ? own.when : undefined;
  };
  const subject: Subject = {
    profiles,
    occurrences: (event) => occurrencesOf(aggregate.history[kind], event, index),
    metric: (metric, day) => metricOf(input, metric, day),
    inSegment(id, day) {
      if (!ownSegment(model, id)) return inEarlySegment(input, subject, id, day);
      const own = ownOf(id);
      return own !== undefined && conditionHolds(own, factsOn(subject, day));
    },
    segmentCondition: ownOf,
    changeDays: (leaf, upTo) => earlyChangeDays(input, subject, leaf, upTo),
  };
  return subject;
}
