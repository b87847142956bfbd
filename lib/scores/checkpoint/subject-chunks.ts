import type { SubjectDays } from '../aggregate/subject-days.ts';
import { type IdIndex, idAt } from '../columns/id-index.ts';
import type { CheckpointSubjects } from './checkpoint-chunk.ts';
import { sliceByBytes } from './slice-by-bytes.ts';

/** Packed. */
const SUBJECT_BYTES = 14;
const FEATURE_BYTES = 2.5;

/** Where subjects of a kind stand in a tally, and which of them are carried, in order. */
interface SubjectRows {
  readonly ids: IdIndex;
  readonly days: SubjectDays;
  readonly numbers: readonly number[];
}

/** First and last days of users or accounts. */
export function* subjectChunks(
  part: CheckpointSubjects['part'],
  { ids, days, numbers }: SubjectRows,
  features: number,
  checkpointDay: number,
): Generator<CheckpointSubjects> {
  const ageOf = (day: number | undefined) => (day ? checkpointDay - day + 1 : 0);
  const all = Array.from({ length: features }, (_, feature) => feature);
  const perSubject = part === 'accounts' ? 2 * features : features;
  for (const rows of sliceByBytes(numbers, SUBJECT_BYTES + perSubject * FEATURE_BYTES)) {
    const byFeature = (column: Int32Array) =>
      all.map((feature) => rows.map((index) => ageOf(column[index * features + feature])));
    yield {
      v: 1,
      part,
      hashes: rows.map((index) => idAt(ids, index)).join(''),
      first: rows.map((index) => ageOf(days.first[index])),
      lastActive: rows.map((index) => ageOf(days.lastActive[index])),
      used: byFeature(days.featureUsed),
      firstUsed: part === 'accounts' ? byFeature(days.featureFirst) : [],
    };
  }
}
