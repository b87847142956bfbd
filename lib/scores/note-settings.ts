import type { Condition } from '../model/condition.ts';
import { dayNumber } from '../model/day.ts';
import { idAt } from './id-index.ts';
import { accountOf, isKnown, memberOf } from './membership.ts';
import { noteUse } from './note-days.ts';
import { accountsOfUser } from './population.ts';
import type { Profiles } from './profiles.ts';
import { heldSince, type Subject } from './subject-facts.ts';
import { asked } from './subject-of.ts';
import type { Tally } from './tally.ts';

/** Settings know traits and events; scores and segments come later and would go in a circle. */
function subjectOf(
  tally: Tally,
  of: 'user' | 'account',
  index: number,
  profiles: Subject['profiles'],
): Subject {
  return {
    profiles,
    occurrences: (event) => asked(tally, of, index, event),
    metric: () => null,
    inSegment: () => false,
  };
}

function noteAccounts(tally: Tally, profiles: Profiles, feature: number, when: Condition): void {
  const { asOf } = tally.plan;
  for (let a = 0; a < tally.accounts.length; a++) {
    const profile = profiles.accounts.get(idAt(tally.accounts, a));
    const first = heldSince(when, subjectOf(tally, 'account', a, [profile]), asOf);
    if (first > 0) noteUse(tally, 'accountDays', a, feature, first, dayNumber(asOf));
  }
}

function noteUsers(tally: Tally, profiles: Profiles, feature: number, when: Condition): void {
  const { plan, users, accounts, members } = tally;
  const today = dayNumber(plan.asOf);
  const since = new Int32Array(users.length);
  for (let u = 0; u < users.length; u++) {
    const own = profiles.users.get(idAt(users, u));
    const theirs = accountsOfUser(tally, u).map((a) => profiles.accounts.get(idAt(accounts, a)));
    const first = heldSince(when, subjectOf(tally, 'user', u, [own, ...theirs]), plan.asOf);
    since[u] = first;
    if (first > 0) noteUse(tally, 'userDays', u, feature, first, today);
  }
  for (let pair = 0; pair < members.pairs.length; pair++) {
    const first = since[memberOf(members, pair)] ?? 0;
    if (first === 0 || !isKnown(members, pair, today)) continue;
    noteUse(tally, 'accountDays', accountOf(members, pair), feature, first, today);
  }
}

/**
 * Features that are a setting: used on the day by whomever their condition holds for, and by an
 * account when it holds for a known member.
 */
export function noteSettings(tally: Tally, profiles: Profiles): void {
  tally.plan.features.forEach(({ when }, feature) => {
    if (!when) return;
    noteAccounts(tally, profiles, feature, when);
    noteUsers(tally, profiles, feature, when);
  });
}
