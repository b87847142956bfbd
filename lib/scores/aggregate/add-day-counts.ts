import type { DayCounts } from '../../counts/day/day-counts.ts';
import type { ResolveIdentity } from '../../events/identity-link.ts';
import { dayNumber } from '../../model/day.ts';
import { SUBJECT_KINDS } from '../../model/subject-kind.ts';
import { addFeaturePoints, addPoints } from './add-points.ts';
import { type Aggregate, growSubjectDays, growWindowSums } from './aggregate.ts';
import { assignAccounts, recordMembers } from './assign-accounts.ts';
import { type IndexedPart, indexPart } from './index-part.ts';
import { isKnownMember } from './membership.ts';
import { recordActivity, recordFirstDay, recordRequiredEvents } from './record-activity.ts';
import { recordWeekdayUsage } from './record-weekday-usage.ts';

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
    if (sums.span.period === 'current') addFeaturePoints(sums, part);
  }
}

/** Adds one day, all its parts. Days come in order; those without counts may be left out. */
export function addDayCounts(
  aggregate: Aggregate,
  parts: readonly DayCounts[],
  resolve: ResolveIdentity,
): void {
  const first = parts[0];
  if (!first) return;
  const day = dayNumber(first.day);
  closeWindows(aggregate, day - 1);
  recordFirstDay(aggregate, day);
  const isSummed = aggregate.windowSums.some(({ span }) => day >= span.from && day <= span.to);
  const indexed = parts.map((part) => indexPart(aggregate, part, resolve, isSummed));
  for (const part of indexed) recordMembers(aggregate, part);
  for (const part of indexed) assignAccounts(aggregate, part);
  growSubjectDays(aggregate);
  for (const part of indexed) {
    addToWindows(aggregate, part);
    for (const kind of SUBJECT_KINDS) {
      recordActivity(aggregate, kind, part);
      recordRequiredEvents(aggregate, kind, part);
    }
  }
  recordWeekdayUsage(aggregate, indexed, day);
}
