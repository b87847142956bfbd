import { BUILT_IN_SEGMENTS } from '../../model/built-in-segments.ts';
import type { ScoringModel } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { WindowSums } from '../aggregate/aggregate.ts';
import { countFeaturesUsed } from '../aggregate/subject-days.ts';
import { profilesOf } from '../aggregate/subject-profiles.ts';
import { type ActivationState, activationOf } from '../conditions/activation.ts';
import type { Lifecycle } from '../conditions/lifecycle.ts';
import { lifecycleOf } from '../conditions/lifecycle.ts';
import { creationDay } from '../conditions/profiles.ts';
import { heldSince, type Subject } from '../conditions/subject-facts.ts';
import { exactScore } from '../formulas/exact-score.ts';
import { shownScore } from '../formulas/shown-score.ts';
import { conditionSubject, type SubjectInput } from './condition-subject.ts';
import type { WindowScores } from './score-window.ts';
import { type ScoredWindow, wasSeenBefore } from './score-windows.ts';
import type { ScoredDay } from './scored-day.ts';

/** One user or account with all that conditions, activation and lifecycle say about it. */
export interface ScoredSubject {
  readonly subject: Subject;
  readonly created: number | null;
  /** Unknown of every user. */
  readonly lifecycle: Lifecycle;
  /** Null when the model has no steps for the kind. */
  readonly activation: ActivationState | null;
}

/** Names of the segments a subject may be in: the built-in ones, then the model's. */
export function segmentNamesOf({ segments }: ScoringModel): readonly string[] {
  return [...new Set([...BUILT_IN_SEGMENTS, ...Object.keys(segments ?? {})])];
}

function shownScores(
  { aggregate }: ScoredDay,
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
  const { previous } = headline;
  if (!previous || !wasSeenBefore(aggregate, headline, kind, index)) return { score, change: null };
  return { score, change: score - shown(previous, headline.before) };
}

/** What an account's members say about it; `topShare` is what the top one holds of their raw score. */
function memberFacts({ scores }: ScoredWindow, account: number) {
  const { memberRaws } = scores.rawScoresOf(account);
  const above = memberRaws.filter((raw) => raw > 0);
  const sum = above.reduce((total, raw) => total + raw, 0);
  const topShare = sum === 0 ? 0 : Math.max(...above) / sum;
  return { knownUsers: memberRaws.length, topShare, activeUsers: above.length };
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
    kind === 'account' ? memberFacts(headline, index) : NO_MEMBERS;
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

/** Evaluates the model's lifecycle, activation steps and segments for one subject. */
export function scoredSubject(
  day: ScoredDay,
  headline: ScoredWindow,
  kind: SubjectKind,
  index: number,
): ScoredSubject {
  const { model, asOf } = day.aggregate.plan;
  const input = subjectInput(day, headline, kind, index);
  const { created } = input.facts;
  const bare = conditionSubject(input);
  const lifecycle = kind === 'account' ? lifecycleOf(model.lifecycle, bare, asOf) : 'unknown';
  const steps = model.activation?.[kind];
  const activation = steps
    ? activationOf(steps, {
        occurrences: (event) => bare.occurrences(event),
        trueSince: (condition) => heldSince(condition, bare, asOf),
        created,
      })
    : null;
  const activated = activation !== null && activation.activatedAt !== null;
  const facts = { ...input.facts, lifecycle, activated };
  const subject = conditionSubject({ ...input, facts, progress: activation?.progress ?? null });
  return { subject, created, lifecycle, activation };
}

/** Returns rows of the columns that come from conditions, of some subjects of one kind. */
export function conditionRows(
  model: ScoringModel,
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
      listed.filter(({ id }) => subject.inSegment(id)).map(({ index }) => index),
    ),
  };
}
