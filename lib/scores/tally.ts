import { interner } from '../counts/day-counts.ts';
import { type AccountEvents, newAccountEvents } from './account-events.ts';
import { growFloats, growInts } from './grow.ts';
import { type Membership, newMembership } from './membership.ts';
import { noOccurrences, type Occurrences } from './occurrences.ts';
import type { DayUse } from './suspect-events.ts';
import type { Span, TallyPlan } from './tally-plan.ts';

/** What is summed up over one span; columns by user, pair, account, and (account, event). */
export interface SpanTally {
  readonly span: Span;
  userRaw: Float64Array;
  pairRaw: Float64Array;
  /** Points of events that name the account and no known user. */
  accountOnlyRaw: Float64Array;
  accountEventCount: Float64Array;
  /** Points of positive weight by feature, the last place for events of none. */
  readonly featurePoints: Float64Array;
  /** Days with activity in the span. */
  userDays: Int32Array;
  accountDays: Int32Array;
  /** By pair: 1 for known members at the end of the span; empty until that day is over. */
  known: Uint8Array;
}

/** First and last day of a kind of subject, by index, as day numbers; 0 for never. */
export interface SubjectDays {
  first: Int32Array;
  last: Int32Array;
  lastActive: Int32Array;
  /** By subject x features + feature: the last day it was used. */
  featureUsed: Int32Array;
  /** The same for the first day; 0 for never. */
  featureFirst: Int32Array;
}

/** The state of a walk over days of counts. It grows with what it meets; days come in order. */
export interface Tally {
  readonly plan: TallyPlan;
  readonly users: ReturnType<typeof interner>;
  readonly accounts: ReturnType<typeof interner>;
  readonly members: Membership;
  readonly spans: readonly SpanTally[];
  readonly userDays: SubjectDays;
  readonly accountDays: SubjectDays;
  /** Names of events with a weight. */
  readonly events: ReturnType<typeof interner>;
  readonly accountEvents: AccountEvents;
  /** What conditions and steps ask for by name, by account index and by user index. */
  readonly askedByAccount: Occurrences;
  readonly askedByUser: Occurrences;
  /** How widely events were used on this weekday, the weeks before first, the day itself last. */
  readonly weekdays: DayUse[];
  /** Events whose tracking seems to have failed on the day; none while it goes on. */
  suspect: readonly string[];
  /** The first day of any counts; 0 before there is one. */
  firstDay: number;
}

const noDays = (): SubjectDays => ({
  first: new Int32Array(0),
  last: new Int32Array(0),
  lastActive: new Int32Array(0),
  featureUsed: new Int32Array(0),
  featureFirst: new Int32Array(0),
});

export function startTally(plan: TallyPlan): Tally {
  return {
    plan,
    users: interner(),
    accounts: interner(),
    members: newMembership(),
    spans: plan.spans.map((span) => ({
      span,
      userRaw: new Float64Array(0),
      pairRaw: new Float64Array(0),
      accountOnlyRaw: new Float64Array(0),
      accountEventCount: new Float64Array(0),
      featurePoints: new Float64Array(plan.features.length + 1),
      userDays: new Int32Array(0),
      accountDays: new Int32Array(0),
      known: new Uint8Array(0),
    })),
    userDays: noDays(),
    accountDays: noDays(),
    events: interner(),
    accountEvents: newAccountEvents(),
    askedByAccount: noOccurrences(),
    askedByUser: noOccurrences(),
    weekdays: [],
    suspect: [],
    firstDay: 0,
  };
}

function growDays(days: SubjectDays, subjects: number, features: number): void {
  days.first = growInts(days.first, subjects);
  days.last = growInts(days.last, subjects);
  days.lastActive = growInts(days.lastActive, subjects);
  days.featureUsed = growInts(days.featureUsed, subjects * features);
  days.featureFirst = growInts(days.featureFirst, subjects * features);
}

/** Makes every column long enough for the users, accounts and pairs met so far. */
export function growTally(tally: Tally): void {
  const [users, accounts] = [tally.users.list.length, tally.accounts.list.length];
  const features = tally.plan.features.length;
  growDays(tally.userDays, users, features);
  growDays(tally.accountDays, accounts, features);
  for (const span of tally.spans) {
    span.userRaw = growFloats(span.userRaw, users);
    span.userDays = growInts(span.userDays, users);
    span.accountOnlyRaw = growFloats(span.accountOnlyRaw, accounts);
    span.accountDays = growInts(span.accountDays, accounts);
    span.pairRaw = growFloats(span.pairRaw, tally.members.user.length);
    span.accountEventCount = growFloats(span.accountEventCount, tally.accountEvents.account.length);
  }
}
