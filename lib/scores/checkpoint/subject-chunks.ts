import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { idAt } from '../columns/id-index.ts';
import type { CheckpointSubjects } from './checkpoint-chunk.ts';
import { sliceByBytes } from './slice-by-bytes.ts';

/** Packed. */
const SUBJECT_BYTES = 14;
const FEATURE_BYTES = 2.5;

/** First and last days of users or accounts. */
export function* subjectChunks(
  { ids, subjectDays, plan: { features } }: Aggregate,
  kind: SubjectKind,
  subjects: readonly number[],
  checkpointDay: number,
): Generator<CheckpointSubjects> {
  const days = subjectDays[kind];
  const ageOf = (day: number | undefined) => (day ? checkpointDay - day + 1 : 0);
  const perSubject = kind === 'account' ? 2 * features.length : features.length;
  for (const rows of sliceByBytes(subjects, SUBJECT_BYTES + perSubject * FEATURE_BYTES)) {
    const byFeature = (column: Int32Array) =>
      features.map((_, feature) =>
        rows.map((index) => ageOf(column[index * features.length + feature])),
      );
    yield {
      v: 1,
      part: kind === 'user' ? 'users' : 'accounts',
      hashes: rows.map((index) => idAt(ids[kind], index)).join(''),
      first: rows.map((index) => ageOf(days.first[index])),
      lastActive: rows.map((index) => ageOf(days.lastActive[index])),
      used: byFeature(days.featureUsed),
      firstUsed: kind === 'account' ? byFeature(days.featureFirst) : [],
    };
  }
}
