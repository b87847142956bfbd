/** What a score, a profile, a condition or an alert is about: one person, or one customer. */
export type SubjectKind = 'user' | 'account';
