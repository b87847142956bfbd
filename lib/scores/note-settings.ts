import type { Condition } from '../model/condition.ts';
import { dayNumber } from '../model/day.ts';
import type { IdHash } from '../model/id-hash.ts';
import { isKnown } from './membership.ts';
import { noteUse } from './note-days.ts';
import { accountsByUser } from './population.ts';
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
  tally.accounts.list.forEach((hash: IdHash, a) => {
    const subject = subjectOf(tally, 'account', a, [profiles.accounts.get(hash)]);
    const first = heldSince(when, subject, asOf);
    if (first > 0) noteUse(tally, 'accountDays', a, feature, first, dayNumber(asOf));
  });
}

function noteUsers(tally: Tally, profiles: Profiles, feature: number, when: Condition): void {
  const { plan, accounts, members } = tally;
  const today = dayNumber(plan.asOf);
  const accountsOf = accountsByUser(tally);
  const since = tally.users.list.map((hash: IdHash, u) => {
    const own = profiles.users.get(hash);
    const theirs = (accountsOf[u] ?? []).map((a) => profiles.accounts.get(accounts.list[a] ?? ''));
    return heldSince(when, subjectOf(tally, 'user', u, [own, ...theirs]), plan.asOf);
  });
  since.forEach((first, u) => {
    if (first > 0) noteUse(tally, 'userDays', u, feature, first, today);
  });
  members.user.forEach((user, pair) => {
    const first = since[user] ?? 0;
    if (first === 0 || !isKnown(members, pair, today)) return;
    noteUse(tally, 'accountDays', members.account[pair] ?? -1, feature, first, today);
  });
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
