import type { Metric } from '../../model/condition.ts';
import { BUILT_IN_SEGMENTS, type ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate, WindowSums } from '../aggregate/aggregate.ts';
import type { AggregatePlan } from '../aggregate/aggregate-plan.ts';
import { occurrencesOf } from '../aggregate/event-history.ts';
import { countFeaturesUsed } from '../aggregate/subject-days.ts';
import { profilesOf } from '../aggregate/subject-profiles.ts';
import { type ActivationState, activationOf } from '../conditions/activation.ts';
import { factsOn, type Subject } from '../conditions/condition-holds.ts';
import { firstHeld } from '../conditions/held-since.ts';
import { type Lifecycle, lifecycleEntryOn } from '../conditions/lifecycle.ts';
import { creationDay } from '../conditions/profiles.ts';
import { inSegment, type SegmentFacts } from '../conditions/segments.ts';
import { adoptionOf } from '../formulas/adoption.ts';
import { exactScore } from '../formulas/exact-score.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { earlySubject } from './early-subject.ts';
import type { WindowScores } from './score-window.ts';
import { activeMembers, type ScoredDay, type ScoredWindow } from './scored-day.ts';

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

const metrics: Readonly<Record<Metric, (input: SubjectInput) => number | null>> = {
  score: ({ facts }) => facts.score,
  change: ({ facts }) => facts.change,
  adoption: ({ aggregate, used }) => adoptionOf(used, aggregate.plan.keyFeatures),
  activation: ({ progress }) => progress,
  frequency: ({ activeDays }) => activeDays,
  tenureDays: ({ facts }) => (facts.created === null ? null : facts.today - facts.created),
  daysSinceActive: ({ facts }) => (facts.lastActive === 0 ? null : facts.today - facts.lastActive),
  activeUsers: ({ activeUsers }) => activeUsers,
};

/** Returns a subject as conditions look at it: profiles, events, metrics and segments. */
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

/** Names of the segments a subject may be in: the built-in ones, then the model's. */
export function segmentNamesOf({ segments }: ScoringModel): readonly string[] {
  return [...new Set([...BUILT_IN_SEGMENTS, ...Object.keys(segments ?? {})])];
}

function shownScores(
  { aggregate, complete }: ScoredDay,
  headline: ScoredWindow,
  kind: SubjectKind,
  index: number,
) {
  const measure = aggregate.plan.model.account.headline;
  const shown = ({ accounts, benchmarks }: WindowScores, { userRaw }: WindowSums): number =>
    shownScore(
      kind === 'account'
        ? (accounts[index]?.[measure] ?? 0)
        : exactScore(userRaw[index] ?? 0, benchmarks.benchmark, benchmarks.curve),
    );
  const score = shown(headline.scores, headline.now);
  const previous = complete ? headline.previousOf(kind, index) : null;
  return { score, change: previous && score - shown(previous, headline.before) };
}

/** What an account's members say about it; `topShare` is what the top one holds of their raw score. */
function memberFacts(day: ScoredDay, headline: ScoredWindow, account: number) {
  const { memberRaws } = headline.scores.rawScoresOf(account);
  const above = memberRaws.filter((raw) => raw > 0);
  const sum = above.reduce((total, raw) => total + raw, 0);
  const topShare = sum === 0 ? 0 : Math.max(...above) / sum;
  const activeUsers = activeMembers(day, headline, account);
  return { knownUsers: memberRaws.length, topShare, activeUsers };
}

const NO_MEMBERS = { knownUsers: 0, topShare: 0, activeUsers: null };

/** What is known of a subject before its lifecycle and its activation. */
function subjectInput(
  day: ScoredDay,
  headline: ScoredWindow,
  kind: SubjectKind,
  index: number,
): SubjectInput {
  const { aggregate, suspect } = day;
  const { plan } = aggregate;
  const days = aggregate.subjectDays[kind];
  const profiles = profilesOf(aggregate, day.profiles, kind, index);
  const seen = { first: days.first[index] ?? 0, firstData: aggregate.firstDay };
  const { activeUsers, ...members } =
    kind === 'account' ? memberFacts(day, headline, index) : NO_MEMBERS;
  return {
    aggregate,
    index,
    profiles,
    facts: {
      of: kind,
      today: plan.last,
      window: plan.model.headlineWindow,
      suspect: suspect.length > 0,
      created: creationDay(profiles[0], plan.asOf, seen),
      lastActive: days.lastActive[index] ?? 0,
      ...shownScores(day, headline, kind, index),
      ...members,
      lifecycle: 'unknown',
      activated: false,
    },
    used: countFeaturesUsed(days, index, plan, headline.now.span.from),
    activeDays: headline.now.activeDays[kind][index] ?? 0,
    progress: null,
    activeUsers,
  };
}

/** One user or account with all that conditions, activation and lifecycle say about it. */
export type ScoredSubject = ReturnType<typeof scoredSubject>;

/**
 * Evaluates the model's lifecycle, activation steps and segments for one subject. The lifecycle is
 * unknown of every user, the activation null when the model has no steps for the kind.
 */
export function scoredSubject(
  day: ScoredDay,
  headline: ScoredWindow,
  kind: SubjectKind,
  index: number,
) {
  const { model, asOf } = day.aggregate.plan;
  const input = subjectInput(day, headline, kind, index);
  const { created } = input.facts;
  const early = earlySubject({ aggregate: day.aggregate, kind, index, profiles: input.profiles });
  const lifecycle: Lifecycle =
    kind === 'account' ? lifecycleEntryOn(model.lifecycle, early, asOf).state : 'unknown';
  const steps = model.activation?.[kind];
  const activation: ActivationState | null = steps
    ? activationOf(steps, {
        occurrences: (event) => early.occurrences(event),
        firstHeld: (condition, from) => firstHeld(condition, early, from, asOf),
        created,
        first: day.aggregate.subjectDays[kind].first[index] ?? 0,
        firstData: day.aggregate.firstDay,
      })
    : null;
  const activated = activation !== null && activation.activatedAt !== null;
  const facts = { ...input.facts, lifecycle, activated };
  const subject = conditionSubject({ ...input, facts, progress: activation?.progress ?? null });
  return { subject, created, lifecycle, activation };
}

/** Returns rows of the columns that come from conditions, of some subjects of one kind. */
export function conditionRows(
  { model, asOf }: Pick<AggregatePlan, 'model' | 'asOf'>,
  kind: SubjectKind,
  scored: readonly ScoredSubject[],
) {
  const states = scored.flatMap(({ activation }) => activation ?? []);
  const listed = segmentNamesOf(model).flatMap((id, index) =>
    // Users are listed in their own segments only.
    kind === 'account' || model.segments?.[id]?.of === kind ? [{ id, index }] : [],
  );
  return {
    created: scored.map(({ created }) => created),
    progress: states.map(({ progress }) => progress),
    activatedAt: states.map(({ activatedAt }) => activatedAt),
    steps: states.map(({ steps }) => steps),
    segments: scored.map(({ subject }) =>
      listed.filter(({ id }) => subject.inSegment(id, asOf)).map(({ index }) => index),
    ),
  };
}
