import type { BuiltInSegment, ScoringModel, Segment } from '../../model/scoring-model.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { conditionHolds, type SubjectFacts } from './condition-holds.ts';
import type { Lifecycle } from './lifecycle.ts';

/** What is known of users as of accounts. Days are day numbers: null is unknown, 0 is never. */
export interface CommonSegmentFacts {
  readonly today: number;
  readonly window: number;
  readonly created: number | null;
  readonly lastActive: number;
  /** Change of the shown score in the headline window. */
  readonly change: number | null;
  /** On a day whose tracking seems to have failed nobody is marked as rising or falling. */
  readonly suspect: boolean;
}

/** What the built-in segments are about. */
export interface SegmentFacts extends CommonSegmentFacts {
  readonly of: SubjectKind;
  /** The shown score of the headline window. */
  readonly score: number;
  readonly knownUsers: number;
  /** Share of an account's raw score that its top member has, 0 to 1. */
  readonly topShare: number;
  readonly lifecycle: Lifecycle;
  readonly activated: boolean;
}

/** Points of change from which a subject is marked as rising or falling. */
export const TREND_POINTS = 10;
const MATURE_DAYS = 180;
const INACTIVE_FROM_DAYS = 30;
const INACTIVE_TO_DAYS = 60;
const CHAMPION_SHARE = 0.8;

/** Segments that are known before there are scores: a population may be made of them. */
export const PRE_SCORE_SEGMENTS = [
  'new',
  'recently-inactive',
  'mature',
  'trial',
  'paid',
  'cancelled',
] as const satisfies readonly BuiltInSegment[];

type PreScoreSegment = (typeof PRE_SCORE_SEGMENTS)[number];

/** Returns the segment of that name that is known before there are scores; undefined for others. */
export function preScoreSegment(id: string): PreScoreSegment | undefined {
  return PRE_SCORE_SEGMENTS.find((segment) => segment === id);
}

/** Returns the days after a creation, or after the last activity, at which somebody enters or leaves it. */
export function segmentAges(id: PreScoreSegment, window: number): readonly number[] {
  if (id === 'new') return [window];
  if (id === 'mature') return [MATURE_DAYS + 1];
  return id === 'recently-inactive' ? [INACTIVE_FROM_DAYS, INACTIVE_TO_DAYS + 1] : [];
}

/** Who can be in a built-in segment, and what tells whether they are. */
type SegmentTest =
  | { readonly of: 'everybody'; readonly holds: (facts: CommonSegmentFacts) => boolean }
  | {
      readonly of: 'accounts';
      readonly holds: (facts: SegmentFacts, model: ScoringModel) => boolean;
    };

const forEverybody = (holds: (facts: CommonSegmentFacts) => boolean): SegmentTest => {
  return { of: 'everybody', holds };
};
const forAccounts = (
  holds: (facts: SegmentFacts, model: ScoringModel) => boolean,
): SegmentTest => ({ of: 'accounts', holds });

const SEGMENT_TESTS: Readonly<Record<BuiltInSegment, SegmentTest>> = {
  new: forEverybody((f) => f.created !== null && f.today - f.created < f.window),
  rising: forEverybody((f) => !f.suspect && (f.change ?? 0) >= TREND_POINTS),
  falling: forEverybody((f) => !f.suspect && (f.change ?? 0) <= -TREND_POINTS),
  'recently-inactive': forEverybody(
    ({ lastActive, today }) =>
      lastActive > 0 &&
      today - lastActive >= INACTIVE_FROM_DAYS &&
      today - lastActive <= INACTIVE_TO_DAYS,
  ),
  mature: forEverybody((f) => f.created !== null && f.today - f.created > MATURE_DAYS),
  'multi-user': forAccounts((f) => f.knownUsers > 1),
  trial: forAccounts((f) => f.lifecycle === 'trial'),
  paid: forAccounts((f) => f.lifecycle === 'paid'),
  cancelled: forAccounts((f) => f.lifecycle === 'cancelled'),
  pql: forAccounts(
    (f, model) => f.lifecycle === 'trial' && f.activated && f.score >= (model.pql?.minScore ?? 101),
  ),
  'single-champion': forAccounts((f) => f.knownUsers > 1 && f.topShare >= CHAMPION_SHARE),
};

function builtInTest(id: string): SegmentTest | undefined {
  return Object.hasOwn(SEGMENT_TESTS, id) ? SEGMENT_TESTS[id as BuiltInSegment] : undefined;
}

/** Returns the test of a built-in segment for users and accounts alike; undefined for others. */
export function commonSegmentTest(id: string) {
  const test = builtInTest(id);
  return test?.of === 'everybody' ? test.holds : undefined;
}

/** False for a segment that a model no longer has, and of a user in one of accounts. */
function inBuiltInSegment(id: string, facts: SegmentFacts, model: ScoringModel): boolean {
  const test = builtInTest(id);
  if (!test || (test.of === 'accounts' && facts.of !== 'account')) return false;
  return test.holds(facts, model);
}

/** Returns a segment that the model names itself, even one that is built in as well. */
export function ownSegment({ segments }: ScoringModel, id: string): Segment | undefined {
  return Object.hasOwn(segments ?? {}, id) ? segments?.[id] : undefined;
}

/** Returns whether a user or an account is in a segment, built in or of the model. */
export function inSegment(
  id: string,
  model: ScoringModel,
  segmentFacts: SegmentFacts,
  facts: SubjectFacts,
): boolean {
  const custom = ownSegment(model, id);
  if (!custom) return inBuiltInSegment(id, segmentFacts, model);
  return custom.of === segmentFacts.of && conditionHolds(custom.when, facts);
}
