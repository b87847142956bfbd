import type { DayCounts } from '../counts/day-counts.ts';
import type { EverColumns } from '../counts/ever-columns.ts';
import type { ResolveId } from '../events/link.ts';
import { dayNumber } from '../model/day.ts';
import { raiseAt } from './grow.ts';
import { accountIndices, type IndexedPart, indexPart, userIndices } from './index-part.ts';
import { isKnown } from './membership.ts';
import { noteAsked, noteDays, noteUse, type Side } from './note-days.ts';
import { noteWeekday } from './note-weekday.ts';
import { meetMembers, placeRows } from './place-rows.ts';
import { sumFeatures, sumSpan } from './sum-span.ts';
import { growTally, type SubjectDays, type Tally } from './tally.ts';
import type { EventPlan } from './tally-plan.ts';

/** Remembers who was a known member at the end of the spans that end on this day or before it. */
export function closeSpans(tally: Tally, throughDay: number): void {
  const { members } = tally;
  for (const span of tally.spans) {
    if (span.span.to > throughDay || span.known.length > 0) continue;
    span.known = Uint8Array.from(members.user, (_, pair) =>
      Number(isKnown(members, pair, span.span.to)),
    );
  }
}

function sumSpans(tally: Tally, part: IndexedPart, day: number): void {
  for (const span of tally.spans) {
    if (day < span.span.from || day > span.span.to) continue;
    sumSpan(span, part);
    if (span.span.period === 'current') sumFeatures(span, part);
  }
}

function noteFirstDay(tally: Tally, day: number): void {
  if (tally.firstDay === 0 || day < tally.firstDay) tally.firstDay = day;
}

/** Takes in one day, all its parts. Days come in order; those without counts may be left out. */
export function tallyDay(tally: Tally, parts: readonly DayCounts[], resolve: ResolveId): void {
  const first = parts[0];
  if (!first) return;
  const day = dayNumber(first.day);
  closeSpans(tally, day - 1);
  noteFirstDay(tally, day);
  const indexed = parts.map((part) => indexPart(tally, part, resolve));
  for (const part of indexed) meetMembers(tally, part, day);
  for (const part of indexed) placeRows(tally, part, day);
  growTally(tally);
  for (const part of indexed) {
    sumSpans(tally, part, day);
    noteDays(tally, part, day);
    noteAsked(tally, part, day);
  }
  noteWeekday(tally, indexed, day);
}

/** One row of the ever blocks by the tally's own indices. */
interface EverRow {
  readonly plan: EventPlan;
  readonly first: number;
  /** By the day that is scored; the first day where the last is after it. */
  readonly last: number;
}

/** Whatever a subject did first before the days at hand, and last where that is before them. */
function remember(tally: Tally, side: Side, at: number, { plan, first, last }: EverRow): void {
  if (at < 0) return;
  const days: SubjectDays = tally[side];
  const known = days.first[at] ?? 0;
  if (known === 0 || first < known) days.first[at] = first;
  raiseAt(days.last, at, last);
  if (plan.activity) raiseAt(days.lastActive, at, last);
  if (plan.feature >= 0) noteUse(tally, side, at, plan.feature, first, last);
}

function everRow(
  ever: EverColumns,
  plans: readonly EventPlan[],
  asOf: number,
  row: number,
): EverRow | undefined {
  const plan = plans[ever.event[row] ?? 0];
  const [first, last] = [ever.first[row] ?? 0, ever.last[row] ?? 0];
  return plan && first <= asOf ? { plan, first, last: last <= asOf ? last : first } : undefined;
}

function tallyEverPart(tally: Tally, ever: EverColumns, resolve: ResolveId): void {
  const asOf = dayNumber(tally.plan.asOf);
  const users = userIndices(tally, ever.users, resolve);
  const accounts = accountIndices(tally, ever.accounts);
  const plans = ever.events.map((event) => tally.plan.eventPlan(event));
  growTally(tally);
  for (let row = 0; row < ever.first.length; row++) {
    const what = everRow(ever, plans, asOf, row);
    if (!what) continue;
    noteFirstDay(tally, what.first);
    remember(tally, 'userDays', users[ever.user[row] ?? 0] ?? -1, what);
    remember(tally, 'accountDays', accounts[ever.account[row] ?? 0] ?? -1, what);
  }
}

/** Adds what the ever blocks know, after the last day: it changes no sum, only days. */
export function tallyEver(tally: Tally, parts: readonly EverColumns[], resolve: ResolveId): void {
  for (const ever of parts) tallyEverPart(tally, ever, resolve);
}
