import { createInterner } from '../../counts/day/day-counts.ts';
import { growFloats, growInts } from '../columns/grow-column.ts';
import { createIdIndex, type IdIndex } from '../columns/id-index.ts';
import type { DayUsage } from '../formulas/suspect-events.ts';
import { type AccountEvents, createAccountEvents } from './account-events.ts';
import type { AggregatePlan, WindowSpan } from './aggregate-plan.ts';
import { createEventHistory, type EventHistory } from './event-history.ts';
import { createMembership, type Membership } from './membership.ts';
import { createSubjectDays, type SubjectDays } from './subject-days.ts';

/**
 * What is summed up over one span; columns by user, pair, account, and (account, event). They have
 * as many places as were there on the last day of the span that had counts.
 */
export interface WindowSums {
  readonly span: WindowSpan;
  userRaw: Float64Array;
  pairRaw: Float64Array;
  /** Points of events that name the account and no known user. */
  accountOnlyRaw: Float64Array;
  accountEventCount: Float64Array;
  /** Points of positive weight by feature, the last place for events of none. */
  readonly featurePoints: Float64Array;
  /** Days with activity in the span; of windows only, not of the ones before them. */
  userDays: Int32Array;
  accountDays: Int32Array;
  /** By pair: 1 for known members at the end of the span, once that day is over. */
  known: Uint8Array;
  isClosed: boolean;
}

/** The state of a walk over days of counts. It grows with what it meets; days come in order. */
export interface Aggregate {
  readonly plan: AggregatePlan;
  readonly users: IdIndex;
  readonly accounts: IdIndex;
  readonly members: Membership;
  readonly windowSums: readonly WindowSums[];
  readonly userDays: SubjectDays;
  readonly accountDays: SubjectDays;
  /** Names of events with a weight. */
  readonly events: ReturnType<typeof createInterner>;
  readonly accountEvents: AccountEvents;
  /** What conditions and steps ask for by name, by account index and by user index. */
  readonly accountHistory: EventHistory;
  readonly userHistory: EventHistory;
  /** How widely events were used on this weekday, the weeks before first, the day itself last. */
  readonly weekdayUsage: DayUsage[];
  /** Events whose tracking seems to have failed on the day; none while it goes on. */
  suspect: readonly string[];
  /** The first day of any counts; 0 before there is one. */
  firstDay: number;
}

export function createAggregate(plan: AggregatePlan): Aggregate {
  const { oldest, last, features } = plan;
  return {
    plan,
    users: createIdIndex(),
    accounts: createIdIndex(),
    members: createMembership(),
    windowSums: plan.spans.map((span) => ({
      span,
      userRaw: new Float64Array(0),
      pairRaw: new Float64Array(0),
      accountOnlyRaw: new Float64Array(0),
      accountEventCount: new Float64Array(0),
      featurePoints: new Float64Array(features.length + 1),
      userDays: new Int32Array(0),
      accountDays: new Int32Array(0),
      known: new Uint8Array(0),
      isClosed: false,
    })),
    userDays: createSubjectDays(),
    accountDays: createSubjectDays(),
    events: createInterner(),
    accountEvents: createAccountEvents(),
    accountHistory: createEventHistory(plan.requiredByKind.account, oldest, last),
    userHistory: createEventHistory(plan.requiredByKind.user, oldest, last),
    weekdayUsage: [],
    suspect: [],
    firstDay: 0,
  };
}

/**
 * Lets go of what finds the numbers of ids and pairs, once the last day was walked: nobody is met any
 * more. At three million users that is 100 MB, at the moment when most is needed.
 */
export function releaseLookups({ users, accounts, members, accountEvents }: Aggregate): void {
  for (const index of [users, accounts, members.pairs, accountEvents]) {
    index.slots = new Int32Array(0);
  }
}

function growDayColumns(days: SubjectDays, subjects: number, features: number): void {
  days.first = growInts(days.first, subjects);
  days.lastActive = growInts(days.lastActive, subjects);
  days.featureUsed = growInts(days.featureUsed, subjects * features);
}

/** Makes the columns of days long enough for the users and accounts met so far. */
export function growSubjectDays({ plan, users, accounts, userDays, accountDays }: Aggregate): void {
  growDayColumns(userDays, users.length, plan.features.length);
  growDayColumns(accountDays, accounts.length, plan.features.length);
  const places = accounts.length * plan.features.length;
  accountDays.featureFirst = growInts(accountDays.featureFirst, places);
}

/** The same for a span that has counts on the day at hand: most spans have none on most days. */
export function growWindowSums(
  span: WindowSums,
  { users, accounts, members, accountEvents }: Aggregate,
): void {
  span.userRaw = growFloats(span.userRaw, users.length);
  span.pairRaw = growFloats(span.pairRaw, members.pairs.length);
  span.accountOnlyRaw = growFloats(span.accountOnlyRaw, accounts.length);
  span.accountEventCount = growFloats(span.accountEventCount, accountEvents.length);
  if (span.span.period !== 'current') return;
  span.userDays = growInts(span.userDays, users.length);
  span.accountDays = growInts(span.accountDays, accounts.length);
}
