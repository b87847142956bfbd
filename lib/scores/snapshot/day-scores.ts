import type { Day } from '../../model/day.ts';
import type { IdHash } from '../../model/id-hash.ts';
import type { AccountHeadline } from '../../model/scoring-model.ts';
import type { Window } from '../../model/window.ts';
import type { EventCountColumns } from '../columns/event-counts.ts';
import type { ListColumn } from '../columns/list-column.ts';
import type { MemberCause } from '../columns/member-causes.ts';
import type { MembershipChangeColumns } from '../columns/membership-changes.ts';
import type { Lifecycle } from '../conditions/lifecycle.ts';
import type { ScoreBenchmarks } from '../formulas/account-scores.ts';

/** What one window measures everybody against. */
export interface WindowBenchmarks extends ScoreBenchmarks {
  readonly window: Window;
  /** Users whose raw scores above 0 made the benchmark. */
  readonly scoringUsers: number;
  /** The benchmarks one window earlier; null without data then. */
  readonly previous: ScoreBenchmarks | null;
}

/** One window of every user, columns by user. */
export interface UserWindowColumns {
  readonly raw: Float64Array;
  /** One window earlier; without number for a user who was not seen by then. */
  readonly previousRaw: Float64Array;
  readonly activeDays: Int32Array;
  /** Key features used. */
  readonly used: Int32Array;
}

/**
 * Every listed user, in the order of their hashes. Days are day numbers, 0 for never; of columns in
 * which a day may be unknown `dayAt` tells. With three windows some 120 bytes a user.
 */
export interface UserColumns {
  readonly hash: readonly IdHash[];
  readonly first: Int32Array;
  readonly lastActive: Int32Array;
  readonly everUsed: Int32Array;
  /**
   * Share of the users' activation steps; without number for who came before there was data, empty
   * without such steps in the model.
   */
  readonly progress: Float64Array;
  /** Without day for who is not activated; empty without such steps. */
  readonly activatedAt: Int32Array;
  /** Indices into the names of the model's own segments of users; empty without such segments. */
  readonly segments: ListColumn;
  /** By user, the day each step was done; empty without such steps. */
  readonly steps: ListColumn;
  /** Empty where no condition is about single users: their first day has to do then. */
  readonly created: Int32Array;
  readonly windows: readonly UserWindowColumns[];
}

/** Every known member, by user and then by account: who, where, and what it is worth there. */
export interface MemberColumns {
  /** Indices into users and accounts. */
  readonly user: Int32Array;
  readonly account: Int32Array;
  readonly lastActive: Int32Array;
  /** By window, then by member. */
  readonly raw: readonly Float64Array[];
}

/** One window of every account, columns by account; scores unrounded. */
export interface AccountWindowColumns {
  readonly average: Float64Array;
  readonly total: Float64Array;
  readonly fair: Float64Array;
  readonly raw: Float64Array;
  /** The headline score one window earlier; without number for an account not seen by then. */
  readonly previous: Float64Array;
  /** Parts of the change of the headline score; without number with it. */
  readonly ownPart: Float64Array;
  readonly memberPart: Float64Array;
  /** The members behind it, the busiest first; of many the rest is left to the sum. */
  readonly moved: MembershipChangeColumns;
  readonly activeUsers: Int32Array;
  readonly activeDays: Int32Array;
  readonly used: Int32Array;
  /** Events by what they are worth, the worthiest first. */
  readonly events: EventCountColumns;
  /** By the average: the part of its own part that comes from more or fewer scoring members. */
  readonly activePart: Float64Array;
  /** By account, the members whose change it was where counts of events do not say it. */
  readonly causes: readonly (readonly MemberCause[])[];
}

/** Every account, in order of hashes. Days are day numbers; `dayAt` tells unknown ones. */
export interface AccountColumns {
  readonly hash: readonly IdHash[];
  /** Without day where it is unknown. */
  readonly created: Int32Array;
  readonly first: Int32Array;
  readonly lastActive: Int32Array;
  readonly everUsed: Int32Array;
  /** By feature: days from its first and its last use to the day of the scores, -1 for never. */
  readonly sinceFirst: ListColumn;
  readonly sinceLast: ListColumn;
  readonly knownUsers: Int32Array;
  readonly lifecycle: readonly Lifecycle[];
  readonly owner: readonly (string | null)[];
  /** Without number for who was a customer before there was data. */
  readonly progress: Float64Array;
  /** Without day for who is not activated. */
  readonly activatedAt: Int32Array;
  /** By account, the day each step was done; no steps where there is no progress. */
  readonly steps: ListColumn;
  readonly segments: ListColumn;
  readonly windows: readonly AccountWindowColumns[];
}

/** One window of every feature, columns by feature. */
export interface FeatureWindowColumns {
  readonly users: readonly number[];
  readonly accounts: readonly number[];
  /** Of these, those with activity in the window; absent in snapshots from before it was kept. */
  readonly activeUsers?: readonly number[];
  readonly activeAccounts?: readonly number[];
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
  /** The first day number of any counts; 0 for none, and in snapshots from before it was kept. */
  readonly firstDay: number;
  /** Events whose tracking seems to have failed on the day; empty while it goes on. */
  readonly suspect: readonly string[];
  readonly windows: readonly WindowBenchmarks[];
  readonly users: UserColumns;
  readonly members: MemberColumns;
  readonly accounts: AccountColumns;
}
