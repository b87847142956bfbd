import type { SubjectKind } from '../../model/subject-kind.ts';
import { MAX_WINDOW_DAYS } from '../../model/window.ts';
import type { AlertRule } from '../rule.ts';

/** A number between bounds; `above` is no part of the range, the others are. */
export interface NumberField {
  readonly type: 'number';
  readonly whole?: true;
  readonly atLeast?: number;
  readonly atMost: number;
  readonly above?: number;
}

/** Whom a rule may be about, the first of them unless the rule says so. */
export interface ScopeField {
  readonly type: 'scope';
  readonly subjectKinds: readonly [SubjectKind, ...SubjectKind[]];
}

/** What a field may hold; `id` is the name of a segment, a feature or a model. */
export type FieldType =
  | NumberField
  | ScopeField
  | { readonly type: 'id' }
  | { readonly type: 'event names' };

export type RuleField = FieldType & { readonly required?: true };

/** The fields that every rule has, whatever its kind. */
type CommonField =
  | 'id'
  | 'kind'
  | 'model'
  | 'exceptSegment'
  | 'digest'
  | 'cooldownDays'
  | 'severity'
  | 'enabled';

/** What a rule of some kind has besides: data, of which the schema is made. */
export type RuleFields = { readonly scope: ScopeField } & {
  readonly [Name in Exclude<keyof AlertRule, CommonField | 'scope'>]?: RuleField;
};

export function required(field: FieldType): RuleField {
  return { ...field, required: true };
}

const wholeNumber = (atLeast: number, atMost: number): NumberField => {
  return { type: 'number', whole: true, atLeast, atMost };
};

export const ACCOUNTS: ScopeField = { type: 'scope', subjectKinds: ['account'] };
export const USERS: ScopeField = { type: 'scope', subjectKinds: ['user'] };
export const ACCOUNTS_OR_USERS: ScopeField = { type: 'scope', subjectKinds: ['account', 'user'] };

export const ID: FieldType = { type: 'id' };
export const EVENT_NAMES: FieldType = { type: 'event names' };
export const DAYS = wholeNumber(1, 3_650);
export const POINTS: NumberField = { type: 'number', atLeast: 0, atMost: 100 };
export const POINTS_ABOVE_0: NumberField = { ...POINTS, above: 0 };
export const SHARE: NumberField = { type: 'number', atLeast: 0, atMost: 1 };
export const SHARE_ABOVE_0: NumberField = { type: 'number', atMost: 1, above: 0 };

const MEMBERS = wholeNumber(1, 1_000_000);

/** An account's size. */
export const MEMBER_FIELDS = { minMembers: MEMBERS, maxMembers: MEMBERS };

/** Rules about nothing but accounts. Shared, so that the schema describes them together. */
export const ACCOUNT_FIELDS: RuleFields = { scope: ACCOUNTS };

export const INACTIVITY_FIELDS = { days: required(DAYS), minActiveDays: wholeNumber(1, 28) };

const SCORE_FIELDS = {
  ...MEMBER_FIELDS,
  scope: ACCOUNTS_OR_USERS,
  window: wholeNumber(1, MAX_WINDOW_DAYS),
  minTenureDays: DAYS,
  clear: POINTS,
};
export const SCORE_CHANGE_FIELDS: RuleFields = {
  ...SCORE_FIELDS,
  threshold: required(POINTS_ABOVE_0),
};
export const SCORE_LEVEL_FIELDS: RuleFields = { ...SCORE_FIELDS, threshold: required(POINTS) };
export const SEGMENT_FIELDS: RuleFields = { scope: ACCOUNTS_OR_USERS, segment: required(ID) };
