import type { Metric } from '../../model/condition.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { occurrencesOf } from '../aggregate/event-history.ts';
import { inSegment, type SegmentFacts } from '../conditions/segments.ts';
import { factsOn, type Subject } from '../conditions/subject-facts.ts';
import { adoptionOf } from '../formulas/adoption.ts';

/** What conditions may know of one user or account. */
export interface SubjectInput {
  readonly aggregate: Aggregate;
  readonly index: number;
  readonly profiles: Subject['profiles'];
  readonly facts: SegmentFacts;
  /** Key features used in the headline window. */
  readonly used: number;
  readonly activeDays: number;
  readonly progress: number | null;
  readonly activeUsers: number | null;
}

type Metrics = Readonly<Record<Metric, (input: SubjectInput) => number | null>>;

const metrics: Metrics = {
  score: ({ facts }) => facts.score,
  change: ({ facts }) => facts.change,
  adoption: ({ aggregate, used }) => adoptionOf(used, aggregate.plan.keyFeatures),
  activation: ({ progress }) => progress,
  frequency: ({ activeDays }) => activeDays,
  tenureDays: ({ facts }) => (facts.created === null ? null : facts.today - facts.created),
  daysSinceActive: ({ facts }) => (facts.lastActive === 0 ? null : facts.today - facts.lastActive),
  activeUsers: ({ activeUsers }) => activeUsers,
};

/** Returns a user or an account as conditions see it. */
export function conditionSubject(input: SubjectInput): Subject {
  const { aggregate, index, facts } = input;
  const subject: Subject = {
    profiles: input.profiles,
    occurrences: (event) => occurrencesOf(aggregate.history[facts.of], event, index),
    metric: (metric) => metrics[metric](input),
    inSegment: (id) =>
      inSegment(id, aggregate.plan.model, facts, factsOn(subject, aggregate.plan.asOf)),
  };
  return subject;
}
