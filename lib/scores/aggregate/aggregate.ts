import { createInternTable, type InternTable } from '../../counts/block/intern-table.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import { growFloats, growInts } from '../columns/grow-column.ts';
import { compareIds } from '../columns/id-index.ts';
import { createPairIndex, type PairIndex, releaseSlots } from '../columns/pair-index.ts';
import type { DayUsage } from '../formulas/suspect-events.ts';
import type { AggregatePlan, WindowSpan } from './aggregate-plan.ts';
import { createEventHistory, type EventHistory } from './event-history.ts';
import { createMembership, type Membership } from './membership.ts';
import { createSubjectDays, growDayColumns, type SubjectDays } from './subject-days.ts';

/**
 * The sums over one span; columns by user, pair, account, and (account, event). They have
 * as many rows as there were on the last day of the span that had counts.
 */
export interface WindowSums {
  readonly span: WindowSpan;
  userRaw: Float64Array;
  pairRaw: Float64Array;
  /** Points of events that name the account and no known user. */
  accountOnlyRaw: Float64Array;
  accountEventCount: Float64Array;
  /**
   * By (member, event) how much more often than in the window before; empty for that one. Members
   * are many, so it is the difference alone, at 4 bytes.
   */
  memberEventChange: Int32Array;
  /** Points of positive weight by feature, the last row for events of none. */
  readonly featurePoints: Float64Array;
  /** Days with activity in a window; those of the window before it are not counted. */
  readonly activeDays: Record<SubjectKind, Int32Array>;
  /** By pair: 1 for known members at the end of the span, once that day is over. */
  known: Uint8Array;
  isClosed: boolean;
}

/** The sums over days of counts. It grows with the ids that days name; days come in order. */
export interface Aggregate {
  readonly plan: AggregatePlan;
  /** By the links of today: who was met under an id that is another one's counts there. */
  readonly resolve: ResolveIdentity;
  /** The ids so far: the number of an id is its row in every column. */
  readonly ids: Readonly<Record<SubjectKind, PairIndex>>;
  /**
   * The ids up to the checkpoint that are nobody's yet or another one's: visitors, and what links lead
   * from. A checkpoint is of no use once one of them is somebody else.
   */
  readonly visitors: PairIndex;
  readonly members: Membership;
  readonly windowSums: readonly WindowSums[];
  readonly subjectDays: Readonly<Record<SubjectKind, SubjectDays>>;
  /** Names of events with a weight. */
  readonly events: InternTable;
  /** The weighted events of accounts: pairs of an account and an event. */
  readonly accountEvents: PairIndex;
  /**
   * The weighted events of members: pairs of a member's number and an event. Null once there are
   * more than the plan allows: nothing of them is kept then.
   */
  memberEvents: PairIndex | null;
  readonly history: Readonly<Record<SubjectKind, EventHistory>>;
  /** How widely events were used on this weekday, the weeks before first, the day itself last. */
  readonly weekdayUsage: DayUsage[];
  /** The first day of any counts; 0 before there is one. */
  firstDay: number;
}

/** Returns an aggregate of no days, with the room that a plan asks for. */
export function createAggregate(plan: AggregatePlan, resolve: ResolveIdentity): Aggregate {
  const { oldest, last, features } = plan;
  return {
    plan,
    resolve,
    ids: { user: createPairIndex(), account: createPairIndex() },
    visitors: createPairIndex(),
    members: createMembership(),
    windowSums: plan.spans.map((span) => ({
      span,
      userRaw: new Float64Array(0),
      pairRaw: new Float64Array(0),
      accountOnlyRaw: new Float64Array(0),
      accountEventCount: new Float64Array(0),
      memberEventChange: new Int32Array(0),
      featurePoints: new Float64Array(features.length + 1),
      activeDays: { user: new Int32Array(0), account: new Int32Array(0) },
      known: new Uint8Array(0),
      isClosed: false,
    })),
    subjectDays: { user: createSubjectDays(), account: createSubjectDays() },
    events: createInternTable(),
    accountEvents: createPairIndex(),
    memberEvents: createPairIndex(),
    history: {
      user: createEventHistory(plan.requiredByKind.user, oldest, last),
      account: createEventHistory(plan.requiredByKind.account, oldest, last),
    },
    weekdayUsage: [],
    firstDay: 0,
  };
}

/**
 * Frees what finds the numbers of ids and pairs, once the last day was added: a look-up afterwards
 * throws. At three million users that is 100 MB, at the moment when most is needed.
 */
export function releaseLookups({ ids, members, accountEvents, memberEvents }: Aggregate): void {
  for (const table of [ids.user, ids.account, members.pairs, accountEvents]) releaseSlots(table);
  if (memberEvents) releaseSlots(memberEvents);
}

/** Frees the events of members where they are too many: three million users fit into 3 GB without. */
export function limitMemberEvents(aggregate: Aggregate): void {
  const { memberEvents, plan, windowSums } = aggregate;
  if (!memberEvents || memberEvents.length <= plan.maxMemberEvents) return;
  aggregate.memberEvents = null;
  for (const sums of windowSums) sums.memberEventChange = new Int32Array(0);
}

/** Makes room in the day columns for all subjects seen so far. */
export function growSubjectDays({ plan, ids, subjectDays: { user, account } }: Aggregate): void {
  const features = plan.features.length;
  growDayColumns(user, ids.user.length, features);
  growDayColumns(account, ids.account.length, features);
  account.featureFirst = growInts(account.featureFirst, ids.account.length * features);
}

/** Makes the columns of one span long enough; most spans have no counts on most days. */
export function growWindowSums(sums: WindowSums, { ids, members, accountEvents }: Aggregate): void {
  sums.userRaw = growFloats(sums.userRaw, ids.user.length);
  sums.pairRaw = growFloats(sums.pairRaw, members.pairs.length);
  sums.accountOnlyRaw = growFloats(sums.accountOnlyRaw, ids.account.length);
  sums.accountEventCount = growFloats(sums.accountEventCount, accountEvents.length);
  if (sums.span.period !== 'current') return;
  sums.activeDays.user = growInts(sums.activeDays.user, ids.user.length);
  sums.activeDays.account = growInts(sums.activeDays.account, ids.account.length);
}

/** Returns the numbers of those seen by now, in the order of their hashes, whatever order they came in. */
export function seenSubjects(
  { ids, subjectDays }: Aggregate,
  kind: SubjectKind,
  isIn: (index: number) => boolean = () => true,
): number[] {
  const { first } = subjectDays[kind];
  const seen: number[] = [];
  for (let index = 0; index < ids[kind].length; index++)
    if ((first[index] ?? 0) > 0 && isIn(index)) seen.push(index);
  return seen.sort((a, b) => compareIds(ids[kind], a, b));
}
