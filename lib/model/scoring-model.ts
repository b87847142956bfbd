import type { Condition } from './condition.ts';
import type { SubjectKind } from './subject-kind.ts';
import type { Window } from './window.ts';

/** What one occurrence of an event is worth, and the feature it belongs to. */
export interface EventWeight {
  readonly weight: number;
  readonly feature?: string;
  /** A sign of leaving (an export, a pause): never a feature, may raise an alert. */
  readonly risk?: boolean;
}

/** A named group of events, or a setting that a trait shows. */
export interface Feature {
  readonly label?: string;
  readonly key?: boolean;
  readonly when?: Condition;
}

export interface ActivationStep {
  readonly id: string;
  readonly label?: string;
  readonly event?: string;
  /** How often, since creation. @default 1 */
  readonly atLeast?: number;
  /** By how many different users. @default 1 */
  readonly distinctUsers?: number;
  readonly when?: Condition;
}

/** Unordered steps that make a new account or user an activated one. */
export interface Activation {
  /** Days from creation in which a step counts. @default no limit */
  readonly within?: number;
  readonly steps: readonly ActivationStep[];
}

export interface Segment {
  readonly of: SubjectKind;
  readonly label?: string;
  readonly when: Condition;
}

export type AccountHeadline = 'average' | 'total' | 'fair';
export type LifecycleState = 'trial' | 'paid' | 'cancelled';

/** What the operator decided: weights, windows, features, activation. Kept in git, versioned here. */
export interface ScoringModel {
  readonly id: string;
  readonly events: Readonly<Record<string, EventWeight>>;
  /** Weight of tracked events that `events` does not name; pages, screens and `$` names weigh 0. */
  readonly defaultWeight: number;
  readonly windows: readonly Window[];
  readonly headlineWindow: Window;
  readonly normalization: {
    /** Which percentile of the raw scores makes 100, above 0 and up to 100. */
    readonly percentile: number;
    /** k of the curve; 0 is linear. */
    readonly curve: number;
    /** The benchmark is never below this raw score. */
    readonly floor?: number;
  };
  readonly account: { readonly headline: AccountHeadline };
  readonly features?: Readonly<Record<string, Feature>>;
  /** Events that decide active counts, frequency and inactivity. @default events of weight not 0 */
  readonly activity?: readonly string[];
  readonly activation?: { readonly account?: Activation; readonly user?: Activation };
  readonly lifecycle?: Readonly<Partial<Record<LifecycleState, Condition>>>;
  readonly owner?: { readonly trait: string };
  readonly population?: { readonly of: SubjectKind } & Condition;
  readonly segments?: Readonly<Record<string, Segment>>;
  readonly pql?: { readonly minScore: number };
}

/** A model as it stood when it was put: results name the version they were computed with. */
export interface ModelVersion {
  readonly version: number;
  /** True for the built-in model that serves until one is put. */
  readonly builtIn?: boolean;
  readonly model: ScoringModel;
}

/** With no model every tracked event weighs 1, so scores appear without set-up. */
export const FIRST_RUN_MODEL: ModelVersion = {
  version: 0,
  builtIn: true,
  model: {
    id: 'default',
    events: {},
    defaultWeight: 1,
    windows: [1, 7, 30],
    headlineWindow: 7,
    normalization: { percentile: 90, curve: 2 },
    account: { headline: 'fair' },
  },
};

/** Segments that every model has without naming them; a model may give one another meaning. */
export const BUILT_IN_SEGMENTS = [
  'new',
  'rising',
  'falling',
  'recently-inactive',
  'mature',
  'multi-user',
  'trial',
  'paid',
  'cancelled',
  'pql',
  'single-champion',
] as const;

export type BuiltInSegment = (typeof BUILT_IN_SEGMENTS)[number];
