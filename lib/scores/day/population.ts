import type { Metric } from '../../model/condition.ts';
import { type Day, dayNumber } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { occurrencesOf } from '../aggregate/event-history.ts';
import { accountsOfUser, profilesOf } from '../aggregate/subject-profiles.ts';
import { conditionHolds, factsOn, type Subject } from '../conditions/condition-holds.ts';
import { lifecycleEntryOn } from '../conditions/lifecycle.ts';
import { creationDay, type Profiles } from '../conditions/profiles.ts';
import { commonSegmentTest, ownSegment, PRE_SCORE_SEGMENTS } from '../conditions/segments.ts';

/** Whom a population is about: there are no scores yet. */
interface PreScoreInput {
  readonly aggregate: Aggregate;
  readonly kind: SubjectKind;
  readonly index: number;
  readonly profiles: Subject['profiles'];
  readonly day: Day;
}

function metricsOf({ aggregate, kind, index, profiles, day }: PreScoreInput) {
  const today = dayNumber(day);
  const days = aggregate.subjectDays[kind];
  const seen = { first: days.first[index] ?? 0, firstData: aggregate.firstDay };
  const created = creationDay(profiles[0], day, seen);
  // On an earlier day than that of the scores the last activity may be later: then it is recent.
  const lastActive = Math.min(days.lastActive[index] ?? 0, today);
  return { today, created, lastActive };
}

function metricOf(input: PreScoreInput, metric: Metric): number | null {
  const { today, created, lastActive } = metricsOf(input);
  if (metric === 'tenureDays') return created === null ? null : today - created;
  if (metric === 'daysSinceActive') return lastActive === 0 ? null : today - lastActive;
  return null;
}

function inPreScoreSegment(input: PreScoreInput, subject: Subject, id: string): boolean {
  const { headlineWindow: window, lifecycle } = input.aggregate.plan.model;
  const name = PRE_SCORE_SEGMENTS.find((segment) => segment === id);
  const test = name && commonSegmentTest(name);
  if (test) return test({ ...metricsOf(input), window, change: null, suspect: false });
  if (input.kind === 'user') return false;
  // A state may depend on a segment, but not on one that depends on the state again.
  const bare: Subject = { ...subject, inSegment: () => false };
  return lifecycleEntryOn(lifecycle, bare, input.day).state === id;
}

/**
 * Returns a user or an account by what is known before the comparison with others: its traits, its
 * events, how long it is there and away, and the segments that are made of these.
 */
function preScoreSubject(input: PreScoreInput): Subject {
  const { aggregate, kind, index, profiles, day } = input;
  const subject: Subject = {
    profiles,
    occurrences: (event) => occurrencesOf(aggregate.history[kind], event, index),
    metric: (metric) => metricOf(input, metric),
    inSegment(id) {
      const own = ownSegment(aggregate.plan.model, id);
      if (!own) return inPreScoreSegment(input, subject, id);
      return own.of === kind && conditionHolds(own.when, factsOn(subject, day));
    },
  };
  return subject;
}

/** Which users and accounts a model looks at, on a day. */
export type Population = Readonly<Record<SubjectKind, (index: number) => boolean>>;

export const EVERYBODY: Population = { user: () => true, account: () => true };

/** Tests each subject once, and remembers a byte of it. */
function flagsFor(length: number, isIn: (index: number) => boolean): (index: number) => boolean {
  const all = new Uint8Array(length);
  for (let index = 0; index < length; index++) all[index] = Number(isIn(index));
  return (index) => all[index] === 1;
}

/**
 * Returns everybody, or those the model's `population` holds for on that day. A population of
 * accounts takes in the members of its accounts.
 */
export function populationOn(aggregate: Aggregate, profiles: Profiles, day: Day): Population {
  const { population } = aggregate.plan.model;
  if (!population) return EVERYBODY;
  const { of: kind } = population;
  const { ids } = aggregate;
  const isIn = flagsFor(ids[kind].length, (index) => {
    const own = profilesOf(aggregate, profiles, kind, index);
    const subject = preScoreSubject({ aggregate, kind, index, profiles: own, day });
    return conditionHolds(population, factsOn(subject, day));
  });
  if (kind === 'user') return { user: isIn, account: () => true };
  const user = flagsFor(ids.user.length, (u) => accountsOfUser(aggregate, u).some(isIn));
  return { user, account: isIn };
}
