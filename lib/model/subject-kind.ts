/** What a score, a profile, a condition or an alert is about: one person, or one customer. */
export type SubjectKind = 'user' | 'account';

/** Both kinds, in the order in which they are stored. */
export const SUBJECT_KINDS: readonly SubjectKind[] = ['user', 'account'];
