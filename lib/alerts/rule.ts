import type { SubjectKind } from '../model/subject-kind.ts';
import type { Window } from '../model/window.ts';

/** What each of them means is in `kinds`, a file each. */
export type AlertKind =
  | 'account.created'
  | 'account.converted'
  | 'account.user_added'
  | 'account.user_removed'
  | 'account.cancelled'
  | 'account.inactive'
  | 'account.reactivated'
  | 'user.inactive'
  | 'feature.adopted'
  | 'feature.risk_used'
  | 'score.decreased'
  | 'score.increased'
  | 'score.below'
  | 'score.above'
  | 'activation.progressed'
  | 'activation.completed'
  | 'segment.entered'
  | 'segment.left';

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What to watch. `id` is the operator's own; the rest depends on the kind. */
export interface AlertRule {
  readonly id: string;
  readonly kind: AlertKind;
  /** @default account */
  readonly scope?: SubjectKind;
  /** @default default */
  readonly model?: string;
  /** @default the model's headline window */
  readonly window?: Window;
  /** Points of score, or share of steps for activation. */
  readonly threshold?: number;
  /** Where a rule that fired re-arms. @default half the threshold */
  readonly clear?: number;
  readonly days?: number;
  /** Only subjects in this segment; for `segment.*` the segment itself. */
  readonly segment?: string;
  /** Never subjects in this segment. */
  readonly exceptSegment?: string;
  /** Only accounts with at least and at most this number of known members. */
  readonly minMembers?: number;
  readonly maxMembers?: number;
  /** Inactivity: only after this number of active days in the four weeks before it. */
  readonly minActiveDays?: number;
  /** Only subjects this old, in days. @default the window; twice the window for rises */
  readonly minTenureDays?: number;
  readonly feature?: string;
  readonly events?: readonly string[];
  /** Days in which the same rule does not fire again for the same subject. @default 0 */
  readonly cooldownDays?: number;
  /** Listed in the daily digests instead of being sent one by one. */
  readonly digest?: 'daily';
  /** @default medium */
  readonly severity?: Severity;
  readonly enabled: boolean;
}

/** A rule with whom it is about and its model filled in, where it left them to the default. */
export type ResolvedRule = AlertRule & Required<Pick<AlertRule, 'scope' | 'model'>>;

/** Returns the id of the model whose scores, traits and segments a rule looks at. */
export function modelIdOf({ model = 'default' }: Pick<AlertRule, 'model'>): string {
  return model;
}
