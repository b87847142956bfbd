import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { AccountHeadline } from '../model/scoring-model.ts';
import type { Window } from '../model/window.ts';
import type { AccountYardstick } from './account-score.ts';

export type Lifecycle = 'trial' | 'paid' | 'cancelled' | 'unknown';

/** What one window measures everybody against. */
export interface WindowYardstick extends AccountYardstick {
  readonly window: Window;
  /** Users whose raw scores above 0 made the benchmark. */
  readonly scoringUsers: number;
  /** The same one window earlier; null without data then. */
  readonly previous: AccountYardstick | null;
}

/** One window of every user, columns by user. */
export interface UserWindowColumns {
  readonly raw: readonly number[];
  /** One window earlier; null for a user who was not seen by then. */
  readonly previousRaw: readonly (number | null)[];
  readonly activeDays: readonly number[];
  /** Key features used. */
  readonly used: readonly number[];
}

/** Every listed user, by hash. Days are day numbers, 0 for never. */
export interface UserColumns {
  readonly hash: readonly IdHash[];
  readonly first: readonly number[];
  readonly lastActive: readonly number[];
  readonly everUsed: readonly number[];
  /** Share of the users' activation steps; empty without such steps in the model. */
  readonly progress: readonly number[];
  readonly activatedAt: readonly (number | null)[];
  /** Indices into the names of segments. */
  readonly segments: readonly (readonly number[])[];
  readonly windows: readonly UserWindowColumns[];
}

/** Every known member: who, where, and what it is worth there in each window. */
export interface MemberColumns {
  /** Indices into users and accounts. */
  readonly user: readonly number[];
  readonly account: readonly number[];
  readonly lastActive: readonly number[];
  /** By window, then by member. */
  readonly raw: readonly (readonly number[])[];
}

/** How often one event of an account happened in a window and in the one before. */
export type EventUse = readonly [event: number, count: number, previousCount: number];

/** One window of every account, columns by account; scores unrounded. */
export interface AccountWindowColumns {
  readonly average: readonly number[];
  readonly total: readonly number[];
  readonly fair: readonly number[];
  readonly raw: readonly number[];
  /** The headline score one window earlier; null for an account not seen by then. */
  readonly previous: readonly (number | null)[];
  /** Parts of the change of the headline score; null with it. */
  readonly ownPart: readonly (number | null)[];
  readonly memberPart: readonly (number | null)[];
  readonly activeUsers: readonly number[];
  readonly activeDays: readonly number[];
  readonly used: readonly number[];
  /** Events by what they are worth, the worthiest first. */
  readonly events: readonly (readonly EventUse[])[];
}

/** Every account, by hash. Days are day numbers. */
export interface AccountColumns {
  readonly hash: readonly IdHash[];
  readonly created: readonly (number | null)[];
  readonly first: readonly number[];
  readonly lastActive: readonly number[];
  readonly everUsed: readonly number[];
  readonly knownUsers: readonly number[];
  readonly lifecycle: readonly Lifecycle[];
  readonly owner: readonly (string | null)[];
  readonly progress: readonly number[];
  readonly activatedAt: readonly (number | null)[];
  /** By account, the day each step was done. */
  readonly steps: readonly (readonly number[])[];
  readonly segments: readonly (readonly number[])[];
  readonly windows: readonly AccountWindowColumns[];
}

/** Everything one model says about one day: what a snapshot holds. */
export interface DayScores {
  readonly model: string;
  readonly modelVersion: number;
  /** True for the model that serves while none is put: it has no adoption. */
  readonly builtIn: boolean;
  readonly asOf: Day;
  /** False while the day goes on. */
  readonly complete: boolean;
  readonly headline: AccountHeadline;
  readonly headlineWindow: Window;
  readonly keyFeatures: number;
  readonly eventNames: readonly string[];
  readonly segmentNames: readonly string[];
  readonly windows: readonly WindowYardstick[];
  readonly users: UserColumns;
  readonly members: MemberColumns;
  readonly accounts: AccountColumns;
}
