import type { Metric } from '../model/condition.ts';
import { occurrencesOf } from './asked-log.ts';
import { adoptionOf } from './features.ts';
import { inSegment, type SegmentFacts } from './segments.ts';
import { factsOn, type Subject } from './subject-facts.ts';
import type { Tally } from './tally.ts';

/** What sets one user or account apart, for conditions to ask about. */
export interface SubjectInput {
  readonly tally: Tally;
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
  adoption: ({ tally, used }) => adoptionOf(used, tally.plan.keyFeatures),
  activation: ({ progress }) => progress,
  frequency: ({ activeDays }) => activeDays,
  tenureDays: ({ facts }) => (facts.created === null ? null : facts.today - facts.created),
  daysSinceActive: ({ facts }) => (facts.lastActive === 0 ? null : facts.today - facts.lastActive),
  activeUsers: ({ activeUsers }) => activeUsers,
};

/** What happened to a user or an account under one name. */
export function asked(tally: Tally, of: 'user' | 'account', index: number, event: string) {
  return occurrencesOf(of === 'user' ? tally.askedByUser : tally.askedByAccount, event, index);
}

/** A user or an account as conditions see it. */
export function subjectOf(input: SubjectInput): Subject {
  const { tally, index, facts } = input;
  const subject: Subject = {
    profiles: input.profiles,
    occurrences: (event) => asked(tally, facts.of, index, event),
    metric: (metric) => metrics[metric](input),
    inSegment: (id) => inSegment(id, tally.plan.model, facts, factsOn(subject, tally.plan.asOf)),
  };
  return subject;
}
