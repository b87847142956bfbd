import type { Condition } from '../../model/condition.ts';
import { SUBJECT_KINDS, type SubjectKind } from '../../model/subject-kind.ts';
import type { Subject } from '../conditions/condition-holds.ts';
import { heldSince } from '../conditions/held-since.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { closeWindows } from './add-day-counts.ts';
import { type Aggregate, releaseLookups } from './aggregate.ts';
import { occurrencesOf } from './event-history.ts';
import { accountOfPair, isKnownMember, userOfPair } from './membership.ts';
import { recordFeatureUse } from './subject-days.ts';
import { profilesOf } from './subject-profiles.ts';

/** Returns by subject of a kind the day since when a condition holds, 0 where it does not. */
function daysHeld(aggregate: Aggregate, profiles: Profiles, kind: SubjectKind, when: Condition) {
  const { ids, history, plan } = aggregate;
  const { first } = aggregate.subjectDays[kind];
  // Settings know traits and events; scores and segments come later and would go in a circle.
  const subjectAt = (index: number): Subject => ({
    profiles: profilesOf(aggregate, profiles, kind, index),
    occurrences: (event) => occurrencesOf(history[kind], event, index),
    metric: () => null,
    inSegment: () => false,
  });
  return new Int32Array(ids[kind].length).map((_, index) =>
    heldSince(when, subjectAt(index), plan.asOf, first[index] ?? 0),
  );
}

function recordTraitFeature(
  aggregate: Aggregate,
  feature: number,
  since: Readonly<Record<SubjectKind, Int32Array>>,
): void {
  const { plan, members, subjectDays } = aggregate;
  const record = (kind: SubjectKind, subject: number, first: number) => {
    if (first <= 0) return;
    recordFeatureUse(subjectDays[kind], subject * plan.features.length + feature, first, plan.last);
  };
  for (const kind of SUBJECT_KINDS)
    since[kind].forEach((first, subject) => {
      record(kind, subject, first);
    });
  for (let pair = 0; pair < members.pairs.length; pair++) {
    if (!isKnownMember(members, pair, plan.last)) continue;
    record('account', accountOfPair(members, pair), since.user[userOfPair(members, pair)] ?? 0);
  }
}

/**
 * Records the features that are a setting: used on the day by whomever their condition holds for,
 * and by an account when it holds for a known member.
 */
export function recordTraitFeatures(aggregate: Aggregate, profiles: Profiles): void {
  aggregate.plan.features.forEach(({ when }, feature) => {
    if (!when) return;
    recordTraitFeature(aggregate, feature, {
      user: daysHeld(aggregate, profiles, 'user', when),
      account: daysHeld(aggregate, profiles, 'account', when),
    });
  });
}

/**
 * Ends the building of an aggregate, once the last day and the lifetime index were added. From here
 * on it is only read: adding more throws BarometerError `invalid`.
 */
export function completeAggregate(aggregate: Aggregate, profiles: Profiles): void {
  closeWindows(aggregate, aggregate.plan.last);
  recordTraitFeatures(aggregate, profiles);
  releaseLookups(aggregate);
}
