import type { DayCounts } from '../counts/day-counts.ts';
import type { EverCell } from '../counts/ever.ts';
import type { ResolveId } from '../events/link.ts';
import { dayNumber } from '../model/day.ts';
import { isAnonymous, NO_ID } from '../model/id-hash.ts';
import { raiseAt } from './grow.ts';
import { type IndexedPart, indexPart } from './index-part.ts';
import { isKnown } from './membership.ts';
import { noteAsked, noteDays } from './note-days.ts';
import { meetMembers, placeRows } from './place-rows.ts';
import { sumSpan } from './sum-span.ts';
import { growTally, type SubjectDays, type Tally } from './tally.ts';

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
    if (day >= span.span.from && day <= span.span.to) sumSpan(span, part);
  }
}

/** Takes in one day, all its parts. Days come in order; those without counts may be left out. */
export function tallyDay(tally: Tally, parts: readonly DayCounts[], resolve: ResolveId): void {
  const first = parts[0];
  if (!first) return;
  const day = dayNumber(first.day);
  closeSpans(tally, day - 1);
  if (tally.firstDay === 0) tally.firstDay = day;
  const indexed = parts.map((part) => indexPart(tally, part, resolve));
  for (const part of indexed) meetMembers(tally, part, day);
  for (const part of indexed) placeRows(tally, part, day);
  growTally(tally);
  for (const part of indexed) {
    sumSpans(tally, part, day);
    noteDays(tally, part, day);
    noteAsked(tally, part, day);
  }
}

/** Whatever a subject did first before the days at hand, and last where that is before them. */
function remember(tally: Tally, side: 'userDays' | 'accountDays', at: number, cell: EverCell) {
  if (at < 0) return;
  const days: SubjectDays = tally[side];
  const plan = tally.plan.eventPlan(cell.event);
  const last = cell.last <= dayNumber(tally.plan.asOf) ? cell.last : cell.first;
  const first = days.first[at] ?? 0;
  if (first === 0 || cell.first < first) days.first[at] = cell.first;
  raiseAt(days.last, at, last);
  if (plan.activity) raiseAt(days.lastActive, at, last);
  if (plan.feature >= 0) {
    raiseAt(days.featureUsed, at * tally.plan.features.length + plan.feature, last);
  }
}

/** Adds what the ever blocks know, after the last day: it changes no sum, only days. */
export function tallyEver(tally: Tally, ever: Iterable<EverCell>, resolve: ResolveId): void {
  const asOf = dayNumber(tally.plan.asOf);
  for (const cell of ever) {
    if (cell.first > asOf) continue;
    const user = resolve(cell.user);
    const u = user === NO_ID || isAnonymous(user) ? -1 : tally.users.indexOf(user);
    const a = cell.account === NO_ID ? -1 : tally.accounts.indexOf(cell.account);
    growTally(tally);
    remember(tally, 'userDays', u, cell);
    remember(tally, 'accountDays', a, cell);
  }
}
