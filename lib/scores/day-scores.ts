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
  /** By user, the day each step was done; empty without such steps. */
  readonly steps: readonly (readonly number[])[];
  /** Empty unless the model asks about users one by one: then their first day has to do. */
  readonly created: readonly (number | null)[];
  /** Indices into the names of the model's own segments of users; empty without such segments. */
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

/** What a member that came (1) or went (0) did to its account's headline score, unrounded. */
export type MemberMove = readonly [user: IdHash, joined: 0 | 1, points: number];

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
  /** The members behind it, the busiest first; of many the rest is left to the sum. */
  readonly moved: readonly (readonly MemberMove[])[];
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
  /** By feature: days from its first and its last use to the day of the scores, -1 for never. */
  readonly sinceFirst: readonly (readonly number[])[];
  readonly sinceLast: readonly (readonly number[])[];
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

/** One window of every feature, columns by feature. */
export interface FeatureWindowColumns {
  readonly users: readonly number[];
  readonly accounts: readonly number[];
  /** Points of positive weight that came from it, whoever gave them. */
  readonly points: readonly number[];
  /** Points of events that belong to no feature. */
  readonly otherPoints: number;
  /** Accounts that score high and used it, out of how many. */
  readonly engaged: readonly number[];
  readonly engagedAccounts: number;
}

/** Every feature of the model, the key ones first. */
export interface FeatureColumns {
  readonly id: readonly string[];
  readonly everUsers: readonly number[];
  readonly everAccounts: readonly number[];
  readonly windows: readonly FeatureWindowColumns[];
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
  readonly features: FeatureColumns;
  /** The first day of any counts, as a day number: 0 for none, or in a snapshot from before it was kept. */
  readonly firstDay: number;
  /** Events whose tracking seems to have failed on the day; empty while it goes on. */
  readonly suspect: readonly string[];
  readonly windows: readonly WindowYardstick[];
  readonly users: UserColumns;
  readonly members: MemberColumns;
  readonly accounts: AccountColumns;
}
