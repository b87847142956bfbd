import type { CarriedSubjects } from './carried-chunk.ts';
import { slices } from './carry-slices.ts';
import { type IdIndex, idAt } from './id-index.ts';
import type { SubjectDays } from './subject-days.ts';

/** Packed. */
const SUBJECT_BYTES = 14;
const FEATURE_BYTES = 2.5;

/** Where subjects of a kind stand in a tally, and which of them are carried, in order. */
interface Subjects {
  readonly ids: IdIndex;
  readonly days: SubjectDays;
  readonly numbers: readonly number[];
}

/** First and last days of users or accounts. */
export function* subjectChunks(
  part: CarriedSubjects['part'],
  { ids, days, numbers }: Subjects,
  features: number,
  carried: number,
): Generator<CarriedSubjects> {
  const ago = (day: number | undefined) => (day ? carried - day + 1 : 0);
  const all = Array.from({ length: features }, (_, feature) => feature);
  const perSubject = part === 'accounts' ? 2 * features : features;
  for (const rows of slices(numbers, SUBJECT_BYTES + perSubject * FEATURE_BYTES)) {
    const byFeature = (column: Int32Array) =>
      all.map((feature) => rows.map((at) => ago(column[at * features + feature])));
    yield {
      v: 1,
      part,
      hashes: rows.map((at) => idAt(ids, at)).join(''),
      first: rows.map((at) => ago(days.first[at])),
      lastActive: rows.map((at) => ago(days.lastActive[at])),
      used: byFeature(days.featureUsed),
      firstUsed: part === 'accounts' ? byFeature(days.featureFirst) : [],
    };
  }
}
