import type { SubjectKind } from '../../model/subject-kind.ts';
import { type AlertKind, type AlertRule, modelIdOf, type ResolvedRule } from '../rule.ts';
import { accountCancelled } from './account-cancelled.ts';
import { accountConverted } from './account-converted.ts';
import { accountCreated } from './account-created.ts';
import { accountInactive } from './account-inactive.ts';
import { accountReactivated } from './account-reactivated.ts';
import { accountUserAdded } from './account-user-added.ts';
import { accountUserRemoved } from './account-user-removed.ts';
import { activationCompleted } from './activation-completed.ts';
import { activationProgressed } from './activation-progressed.ts';
import { featureAdopted } from './feature-adopted.ts';
import { featureRiskUsed } from './feature-risk-used.ts';
import type { KindDefinition } from './kind-definition.ts';
import { scoreAbove } from './score-above.ts';
import { scoreBelow } from './score-below.ts';
import { scoreDecreased } from './score-decreased.ts';
import { scoreIncreased } from './score-increased.ts';
import { segmentEntered } from './segment-entered.ts';
import { segmentLeft } from './segment-left.ts';
import { userInactive } from './user-inactive.ts';

/** Every kind of alert there is, in the order in which schemas list them. */
export const KINDS: Readonly<Record<AlertKind, KindDefinition>> = {
  'account.created': accountCreated,
  'account.converted': accountConverted,
  'account.user_added': accountUserAdded,
  'account.user_removed': accountUserRemoved,
  'account.cancelled': accountCancelled,
  'account.inactive': accountInactive,
  'account.reactivated': accountReactivated,
  'user.inactive': userInactive,
  'feature.adopted': featureAdopted,
  'feature.risk_used': featureRiskUsed,
  'score.decreased': scoreDecreased,
  'score.increased': scoreIncreased,
  'score.below': scoreBelow,
  'score.above': scoreAbove,
  'activation.progressed': activationProgressed,
  'activation.completed': activationCompleted,
  'segment.entered': segmentEntered,
  'segment.left': segmentLeft,
};

export const ALERT_KINDS = Object.keys(KINDS) as readonly AlertKind[];

/** Returns whom a rule is about, which some kinds say without the rule's help. */
export function subjectKindOf({ kind, scope }: Pick<AlertRule, 'kind' | 'scope'>): SubjectKind {
  return scope ?? KINDS[kind].fields.scope.subjectKinds[0];
}

export function resolveRule(rule: AlertRule): ResolvedRule {
  return { ...rule, scope: subjectKindOf(rule), model: modelIdOf(rule) };
}
