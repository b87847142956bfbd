import type { Day } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import type { SubjectKind } from '../model/subject-kind.ts';
import type { Lifecycle } from '../scores/conditions/lifecycle.ts';
import type { AlertKind, Severity } from './rule.ts';

/** One rule met one fact at one time. The same fact always has the same id. */
export interface Alert {
  /** 16 hex digits of (rule, subject, day, transition). */
  readonly id: string;
  readonly rule: string;
  readonly kind: AlertKind;
  readonly scope: SubjectKind;
  readonly severity: Severity;
  readonly model: string;
  readonly subject: IdHash;
  /** The id as the client posts it, for people and subscribers; erasure blanks it. */
  readonly subjectId: string;
  readonly name?: string;
  readonly owner?: string;
  readonly day: Day;
  /** ISO 8601: when the rule was evaluated. */
  readonly raisedAt: string;
  /** What happened and by how much, in one line. */
  readonly title: string;
  /** Why, and where to look; plain text. */
  readonly text: string;
  /** The figures behind the words, by kind. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Listed, but published with many (`mass`) or in the daily digest; a stored name. */
  readonly told?: 'mass' | 'digest';
  readonly acknowledged?: Acknowledgement;
}

export interface Acknowledgement {
  /** ISO 8601. */
  readonly at: string;
  readonly note: string;
}

/** What a rule remembers of a subject, with the alerts that are not published yet. */
export interface RuleState {
  readonly rule: string;
  readonly subject: IdHash;
  /** `armed`: may fire; `fired`: waits until the value is clear again. */
  readonly state: 'armed' | 'fired';
  /** The last closed day this rule was evaluated for this subject. */
  readonly day: Day;
  readonly lastFiredDay?: Day;
  /** The state of its life that an account was seen in last; `day` is when it got there. */
  readonly lifecycle?: Lifecycle;
  /** Written in the same put as the state, cleared after publishing. */
  readonly outbox: readonly Alert[];
}

export interface StoredRuleState {
  readonly state: RuleState;
  readonly revision: number;
}
