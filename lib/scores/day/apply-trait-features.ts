import type { Condition } from '../../model/condition.ts';
import { dayNumber } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { accountOfPair, isKnownMember, userOfPair } from '../aggregate/membership.ts';
import { recordFeatureUse } from '../aggregate/record-activity.ts';
import { idAt } from '../columns/id-index.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { heldSince, type Subject } from '../conditions/subject-facts.ts';
import { eventOccurrences } from './condition-subject.ts';
import { accountsOfUser } from './population.ts';

/** Settings know traits and events; scores and segments come later and would go in a circle. */
function traitSubject(
  aggregate: Aggregate,
  subjectKind: SubjectKind,
  index: number,
  profiles: Subject['profiles'],
): Subject {
  return {
    profiles,
    occurrences: (event) => eventOccurrences(aggregate, subjectKind, index, event),
    metric: () => null,
    inSegment: () => false,
  };
}

function applyToAccounts(
  aggregate: Aggregate,
  profiles: Profiles,
  feature: number,
  when: Condition,
): void {
  const { asOf } = aggregate.plan;
  for (let a = 0; a < aggregate.accounts.length; a++) {
    const profile = profiles.accounts.get(idAt(aggregate.accounts, a));
    const first = heldSince(when, traitSubject(aggregate, 'account', a, [profile]), asOf);
    if (first > 0) recordFeatureUse(aggregate, 'accountDays', a, feature, first, dayNumber(asOf));
  }
}

function applyToUsers(
  aggregate: Aggregate,
  profiles: Profiles,
  feature: number,
  when: Condition,
): void {
  const { plan, users, accounts, members } = aggregate;
  const today = dayNumber(plan.asOf);
  const since = new Int32Array(users.length);
  for (let u = 0; u < users.length; u++) {
    const own = profiles.users.get(idAt(users, u));
    const theirs = accountsOfUser(aggregate, u).map((a) =>
      profiles.accounts.get(idAt(accounts, a)),
    );
    const first = heldSince(when, traitSubject(aggregate, 'user', u, [own, ...theirs]), plan.asOf);
    since[u] = first;
    if (first > 0) recordFeatureUse(aggregate, 'userDays', u, feature, first, today);
  }
  for (let pair = 0; pair < members.pairs.length; pair++) {
    const first = since[userOfPair(members, pair)] ?? 0;
    if (first === 0 || !isKnownMember(members, pair, today)) continue;
    recordFeatureUse(aggregate, 'accountDays', accountOfPair(members, pair), feature, first, today);
  }
}

/**
 * Features that are a setting: used on the day by whomever their condition holds for, and by an
 * account when it holds for a known member.
 */
export function applyTraitFeatures(aggregate: Aggregate, profiles: Profiles): void {
  aggregate.plan.features.forEach(({ when }, feature) => {
    if (!when) return;
    applyToAccounts(aggregate, profiles, feature, when);
    applyToUsers(aggregate, profiles, feature, when);
  });
}
