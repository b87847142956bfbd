import type { DayCounts } from '../../counts/day/day-counts.ts';
import { dayNumber } from '../../model/day.ts';
import { SUBJECT_KINDS } from '../../model/subject-kind.ts';
import { addAt, growInts } from '../columns/grow-column.ts';
import { addRawScores } from '../formulas/raw-score.ts';
import {
  type Aggregate,
  growSubjectDays,
  growWindowSums,
  limitMemberEvents,
  type WindowSums,
} from './aggregate.ts';
import { assignAccounts, recordMembers } from './assign-accounts.ts';
import { type IndexedPart, indexPart } from './index-part.ts';
import { isKnownMember } from './membership.ts';
import {
  recordActivity,
  recordFirstDay,
  recordRequiredEvents,
  recordWeekdayUsage,
} from './record-activity.ts';

/** Adds a part's points to one span: to users, to members, and to accounts without a user. */
export function addPoints(windowSums: WindowSums, part: IndexedPart): void {
  const { event, count } = part.counts;
  const { weights, accountEvent } = part;
  addRawScores(windowSums.userRaw, { subject: part.user, event, count }, weights);
  addRawScores(windowSums.pairRaw, { subject: part.pair, event, count }, weights);
  addRawScores(windowSums.accountOnlyRaw, { subject: part.accountOnly, event, count }, weights);
  for (let row = 0; row < accountEvent.length; row++) {
    const index = accountEvent[row] ?? -1;
    if (index >= 0) addAt(windowSums.accountEventCount, index, count[row] ?? 0);
  }
}

/** Returns the sums of a window, also of the one before it. */
function currentOf({ windowSums }: Aggregate, sums: WindowSums): WindowSums {
  const { window } = sums.span;
  const current = windowSums.find(
    ({ span }) => span.window === window && span.period === 'current',
  );
  return current ?? sums;
}

/** Adds a part's counts to a window, or takes them away as those of the window before. */
function addMemberEvents(aggregate: Aggregate, sums: WindowSums, part: IndexedPart): void {
  const { memberEvents } = aggregate;
  if (!memberEvents) return;
  const current = currentOf(aggregate, sums);
  const sign = current === sums ? 1 : -1;
  const change = growInts(current.memberEventChange, memberEvents.length);
  current.memberEventChange = change;
  const { memberEvent, counts } = part;
  for (let row = 0; row < memberEvent.length; row++) {
    const index = memberEvent[row] ?? -1;
    if (index >= 0) change[index] = (change[index] ?? 0) + sign * (counts.count[row] ?? 0);
  }
}

/** Adds up which features the points came from. Points of a negative weight are no use of any. */
export function addFeaturePoints(windowSums: WindowSums, part: IndexedPart): void {
  const { event, count } = part.counts;
  const sums = new Float64Array(part.events.length);
  for (let row = 0; row < event.length; row++) {
    const hasSubject = (part.user[row] ?? -1) >= 0 || (part.account[row] ?? -1) >= 0;
    if (hasSubject) addAt(sums, event[row] ?? 0, count[row] ?? 0);
  }
  part.events.forEach(({ weight, feature }, index) => {
    const featureIndex = feature < 0 ? windowSums.featurePoints.length - 1 : feature;
    if (weight > 0) addAt(windowSums.featurePoints, featureIndex, weight * (sums[index] ?? 0));
  });
}

/** Records who was a known member at the end of the spans that end on a day or before it. */
export function closeWindows(aggregate: Aggregate, throughDay: number): void {
  const { members } = aggregate;
  for (const sums of aggregate.windowSums) {
    if (sums.span.to > throughDay || sums.isClosed) continue;
    sums.isClosed = true;
    sums.known = new Uint8Array(members.pairs.length);
    for (let pair = 0; pair < members.pairs.length; pair++) {
      sums.known[pair] = Number(isKnownMember(members, pair, sums.span.to));
    }
  }
}

function addToWindows(aggregate: Aggregate, part: IndexedPart): void {
  for (const sums of aggregate.windowSums) {
    if (part.day < sums.span.from || part.day > sums.span.to) continue;
    growWindowSums(sums, aggregate);
    addPoints(sums, part);
    addMemberEvents(aggregate, sums, part);
    if (sums.span.period === 'current') addFeaturePoints(sums, part);
  }
}

/** Adds one day, all its parts. Days come in order; those without counts may be left out. */
export function addDayCounts(aggregate: Aggregate, parts: readonly DayCounts[]): void {
  const first = parts[0];
  if (!first) return;
  const day = dayNumber(first.day);
  closeWindows(aggregate, day - 1);
  recordFirstDay(aggregate, day);
  const isSummed = aggregate.windowSums.some(({ span }) => day >= span.from && day <= span.to);
  const indexed = parts.map((part) => indexPart(aggregate, part, isSummed));
  recordMembers(aggregate, indexed);
  for (const part of indexed) assignAccounts(aggregate, part);
  limitMemberEvents(aggregate);
  growSubjectDays(aggregate);
  for (const part of indexed) {
    addToWindows(aggregate, part);
    for (const kind of SUBJECT_KINDS) {
      recordActivity(aggregate, kind, part);
      recordRequiredEvents(aggregate, kind, part);
    }
  }
  recordWeekdayUsage(aggregate, indexed);
}
