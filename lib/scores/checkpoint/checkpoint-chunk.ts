import type { SubjectKind } from '../../model/subject-kind.ts';

/** Subjects in the order of their hashes; days as ages on the day of the checkpoint, 0 for never. */
export interface CheckpointSubjects {
  readonly v: 1;
  readonly part: 'users' | 'accounts';
  /** 16 digits each, in a row. */
  readonly hashes: string;
  readonly first: readonly number[];
  readonly lastActive: readonly number[];
  /** By feature, then by subject. */
  readonly used: readonly (readonly number[])[];
  /** By feature, then by subject, the first use; empty for users. */
  readonly firstUsed: readonly (readonly number[])[];
}

/** Ids that are nobody's, and ids that are another one's, in the order of their hashes. */
export interface CheckpointVisitors {
  readonly v: 1;
  readonly part: 'visitors';
  /** 16 digits each, in a row. */
  readonly hashes: string;
  /** Which of them are another one's, by position, and whose, 16 digits each. */
  readonly linked: readonly number[];
  readonly targets: string;
}

/** Who was ever seen in which account, by both: positions among the stored subjects. */
export interface CheckpointMembers {
  readonly v: 1;
  readonly part: 'members';
  /** As difference to the one before. */
  readonly user: readonly number[];
  readonly account: readonly number[];
  readonly seen: readonly number[];
  readonly removed: readonly number[];
  readonly lastActive: readonly number[];
}

/** How often a required event happened to some subjects: words as `DayCountBitmap` has them. */
export interface CheckpointDayCounts {
  readonly v: 1;
  readonly part: 'days';
  readonly of: SubjectKind;
  readonly event: string;
  readonly from: number;
  readonly subject: readonly number[];
  /** As many for each subject. */
  readonly words: readonly number[];
}

/** The days of a required event with who it was and when, for steps that ask for several users, and states. */
export interface CheckpointEventLists {
  readonly v: 1;
  readonly part: 'lists';
  readonly of: SubjectKind;
  readonly event: string;
  readonly subject: readonly number[];
  /** Day numbers. */
  readonly day: readonly number[];
  readonly count: readonly number[];
  /** A position among the stored users, -1 for nobody. */
  readonly user: readonly number[];
  /** The last time, in milliseconds of the day; 0 for not known. */
  readonly last: readonly number[];
}

/** By number of a subject: its position among those that are stored, -1 for one that is not. */
export type Positions = Readonly<Record<SubjectKind, Int32Array>>;

export type CheckpointChunk =
  | CheckpointVisitors
  | CheckpointSubjects
  | CheckpointMembers
  | CheckpointDayCounts
  | CheckpointEventLists;
