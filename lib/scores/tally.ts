import { interner } from '../counts/day-counts.ts';
import { type AccountEvents, newAccountEvents } from './account-events.ts';
import { type AskedLog, newAskedLog } from './asked-log.ts';
import { growFloats, growInts } from './grow.ts';
import { type IdIndex, newIdIndex } from './id-index.ts';
import { type Membership, newMembership } from './membership.ts';
import { noDays, type SubjectDays } from './subject-days.ts';
import type { DayUse } from './suspect-events.ts';
import type { Span, TallyPlan } from './tally-plan.ts';

/**
 * What is summed up over one span; columns by user, pair, account, and (account, event). They have
 * as many places as were there on the last day of the span that had counts.
 */
export interface SpanTally {
  readonly span: Span;
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
  isOver: boolean;
}

/** The state of a walk over days of counts. It grows with what it meets; days come in order. */
export interface Tally {
  readonly plan: TallyPlan;
  readonly users: IdIndex;
  readonly accounts: IdIndex;
  readonly members: Membership;
  readonly spans: readonly SpanTally[];
  readonly userDays: SubjectDays;
  readonly accountDays: SubjectDays;
  /** Names of events with a weight. */
  readonly events: ReturnType<typeof interner>;
  readonly accountEvents: AccountEvents;
  /** What conditions and steps ask for by name, by account index and by user index. */
  readonly askedByAccount: AskedLog;
  readonly askedByUser: AskedLog;
  /** How widely events were used on this weekday, the weeks before first, the day itself last. */
  readonly weekdays: DayUse[];
  /** Events whose tracking seems to have failed on the day; none while it goes on. */
  suspect: readonly string[];
  /** The first day of any counts; 0 before there is one. */
  firstDay: number;
}

export function startTally(plan: TallyPlan): Tally {
  const { oldest, last, features } = plan;
  return {
    plan,
    users: newIdIndex(),
    accounts: newIdIndex(),
    members: newMembership(),
    spans: plan.spans.map((span) => ({
      span,
      userRaw: new Float64Array(0),
      pairRaw: new Float64Array(0),
      accountOnlyRaw: new Float64Array(0),
      accountEventCount: new Float64Array(0),
      featurePoints: new Float64Array(features.length + 1),
      userDays: new Int32Array(0),
      accountDays: new Int32Array(0),
      known: new Uint8Array(0),
      isOver: false,
    })),
    userDays: noDays(),
    accountDays: noDays(),
    events: interner(),
    accountEvents: newAccountEvents(),
    askedByAccount: newAskedLog(plan.asked.account, oldest, last),
    askedByUser: newAskedLog(plan.asked.user, oldest, last),
    weekdays: [],
    suspect: [],
    firstDay: 0,
  };
}

/**
 * Lets go of what finds the numbers of ids and pairs, once the last day was walked: nobody is met any
 * more. At three million users that is 100 MB, at the moment when most is needed.
 */
export function endTally({ users, accounts, members, accountEvents }: Tally): void {
  for (const index of [users, accounts, members.pairs, accountEvents]) {
    index.slots = new Int32Array(0);
  }
}

function growDays(days: SubjectDays, subjects: number, features: number): void {
  days.first = growInts(days.first, subjects);
  days.lastActive = growInts(days.lastActive, subjects);
  days.featureUsed = growInts(days.featureUsed, subjects * features);
}

/** Makes the columns of days long enough for the users and accounts met so far. */
export function growTally({ plan, users, accounts, userDays, accountDays }: Tally): void {
  growDays(userDays, users.length, plan.features.length);
  growDays(accountDays, accounts.length, plan.features.length);
  const places = accounts.length * plan.features.length;
  accountDays.featureFirst = growInts(accountDays.featureFirst, places);
}

/** The same for a span that has counts on the day at hand: most spans have none on most days. */
export function growSpan(
  span: SpanTally,
  { users, accounts, members, accountEvents }: Tally,
): void {
  span.userRaw = growFloats(span.userRaw, users.length);
  span.pairRaw = growFloats(span.pairRaw, members.pairs.length);
  span.accountOnlyRaw = growFloats(span.accountOnlyRaw, accounts.length);
  span.accountEventCount = growFloats(span.accountEventCount, accountEvents.length);
  if (span.span.period !== 'current') return;
  span.userDays = growInts(span.userDays, users.length);
  span.accountDays = growInts(span.accountDays, accounts.length);
}
