import type { DayCounts } from '../counts/day-counts.ts';
import type { ResolveId } from '../events/link.ts';
import { dayNumber } from '../model/day.ts';
import { type IndexedPart, indexPart } from './index-part.ts';
import { isKnown } from './membership.ts';
import { noteAsked, noteDays, noteFirstDay } from './note-days.ts';
import { noteWeekday } from './note-weekday.ts';
import { meetMembers, placeRows } from './place-rows.ts';
import { sumFeatures, sumSpan } from './sum-span.ts';
import { growSpan, growTally, type Tally } from './tally.ts';

/** Remembers who was a known member at the end of the spans that end on this day or before it. */
export function closeSpans(tally: Tally, throughDay: number): void {
  const { members } = tally;
  for (const span of tally.spans) {
    if (span.span.to > throughDay || span.isOver) continue;
    span.isOver = true;
    span.known = new Uint8Array(members.pairs.length);
    for (let pair = 0; pair < members.pairs.length; pair++) {
      span.known[pair] = Number(isKnown(members, pair, span.span.to));
    }
  }
}

function sumSpans(tally: Tally, part: IndexedPart, day: number): void {
  for (const span of tally.spans) {
    if (day < span.span.from || day > span.span.to) continue;
    growSpan(span, tally);
    sumSpan(span, part);
    if (span.span.period === 'current') sumFeatures(span, part);
  }
}

/** Takes in one day, all its parts. Days come in order; those without counts may be left out. */
export function tallyDay(tally: Tally, parts: readonly DayCounts[], resolve: ResolveId): void {
  const first = parts[0];
  if (!first) return;
  const day = dayNumber(first.day);
  closeSpans(tally, day - 1);
  noteFirstDay(tally, day);
  const isSummed = tally.spans.some(({ span }) => day >= span.from && day <= span.to);
  const indexed = parts.map((part) => indexPart(tally, part, resolve, isSummed));
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
