/**
 * First day and last active day of a kind of subject, by index, as day numbers; 0 for never. The
 * columns are longer than there are subjects.
 */
export interface SubjectDays {
  first: Int32Array;
  lastActive: Int32Array;
  /** By subject x features + feature: the last day it was used. */
  featureUsed: Int32Array;
  /** The same for the first day, of accounts only: nobody asks it of users. */
  featureFirst: Int32Array;
}

export const createSubjectDays = (): SubjectDays => ({
  first: new Int32Array(0),
  lastActive: new Int32Array(0),
  featureUsed: new Int32Array(0),
  featureFirst: new Int32Array(0),
});
