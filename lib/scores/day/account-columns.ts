import type { ScoringModel } from '../../model/scoring-model.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { countFeaturesUsed } from '../aggregate/subject-days.ts';
import { indexSlices } from '../columns/gather.ts';
import { idAt } from '../columns/id-index.ts';
import type { MembershipChange } from '../columns/membership-changes.ts';
import { traitOn } from '../conditions/profiles.ts';
import type { MemberContribution } from '../formulas/account-change-parts.ts';
import type { AccountColumns, AccountWindowColumns } from '../snapshot/day-scores.ts';
import { accountCodec } from '../snapshot/snapshot-codecs.ts';
import { accountEvents } from './account-events.ts';
import {
  accountScoreChange,
  activeMembers,
  type ScoredDay,
  type ScoredWindow,
} from './scored-day.ts';
import { conditionRows, type ScoredSubject, scoredSubject } from './scored-subject.ts';

/** Accounts that are held one by one before they become columns. */
const ACCOUNTS_PER_BATCH = 500;

/** Columns as rows of JSON, of some accounts at a time. */
type RowsOf<Group> = { readonly [Name in keyof Group]: readonly unknown[] };

function membershipChangeOf({ hash, joined, points }: MemberContribution): MembershipChange[] {
  return points === 0 ? [] : [[hash, joined ? 1 : 0, points]];
}

/** Returns by account and feature the days since then, -1 for never. */
function daysSince({ plan }: Aggregate, accounts: readonly number[], days: Int32Array) {
  return accounts.map((a) =>
    plan.features.map((_, feature) => {
      const day = days[a * plan.features.length + feature] ?? 0;
      return day === 0 ? -1 : plan.last - day;
    }),
  );
}

function windowRows(
  day: ScoredDay,
  scored: ScoredWindow,
  accounts: readonly number[],
): RowsOf<AccountWindowColumns> {
  const { plan, subjectDays } = day.aggregate;
  const { now, scores, previousOf } = scored;
  const { headline } = plan.model.account;
  const changes = accounts.map((a) => accountScoreChange(day, scored, a));
  const events = accounts.map((a, i) => accountEvents(day, scored, a, changes[i] ?? null));
  const measured = (measure: 'average' | 'total' | 'fair') =>
    accounts.map((a) => scores.accounts[a]?.[measure] ?? 0);
  return {
    average: measured('average'),
    total: measured('total'),
    fair: measured('fair'),
    raw: accounts.map((a) => scores.raw[a] ?? 0),
    previous: accounts.map((a) => {
      const previous = previousOf('account', a);
      return previous && (previous.accounts[a]?.[headline] ?? 0);
    }),
    ownPart: changes.map((change) => change?.own ?? null),
    memberPart: changes.map((change) => change?.members ?? null),
    moved: changes.map((change) => (change?.moved ?? []).flatMap(membershipChangeOf)),
    activeUsers: accounts.map((a) => activeMembers(day, scored, a)),
    activeDays: accounts.map((a) => now.activeDays.account[a] ?? 0),
    used: accounts.map((a) => countFeaturesUsed(subjectDays.account, a, plan, now.span.from)),
    events: events.map((each) => each.events),
    activePart: events.map(({ active }) => active),
    causes: events.map(({ causes }) => causes),
  };
}

/** Returns who looks after an account, by the trait that the model names. */
function ownerOf({ owner }: ScoringModel, { subject }: ScoredSubject, asOf: string): string | null {
  const value = owner && traitOn(subject.profiles[0], owner.trait, asOf);
  return value === undefined || value === null ? null : String(value);
}

function accountRows(day: ScoredDay, accounts: readonly number[]): RowsOf<AccountColumns> {
  const { aggregate, headline, windows } = day;
  const { ids, plan } = aggregate;
  const days = aggregate.subjectDays.account;
  const scored = headline ? accounts.map((a) => scoredSubject(day, headline, 'account', a)) : [];
  return {
    hash: accounts.map((a) => idAt(ids.account, a)),
    first: accounts.map((a) => days.first[a] ?? 0),
    lastActive: accounts.map((a) => days.lastActive[a] ?? 0),
    everUsed: accounts.map((a) => countFeaturesUsed(days, a, plan, 1)),
    sinceFirst: daysSince(aggregate, accounts, days.featureFirst),
    sinceLast: daysSince(aggregate, accounts, days.featureUsed),
    knownUsers: accounts.map((a) => headline?.scores.known[a] ?? 0),
    lifecycle: scored.map(({ lifecycle }) => lifecycle),
    owner: scored.map((each) => ownerOf(plan.model, each, plan.asOf)),
    ...conditionRows(plan, 'account', scored),
    windows: windows.map((window) => windowRows(day, window, accounts)),
  };
}

/** Returns the columns of all accounts of a day, in the order of their hashes. */
export function accountColumns(day: ScoredDay): AccountColumns {
  const columns = accountCodec.builder(day.subjects.account.length);
  for (const batch of indexSlices(day.subjects.account, ACCOUNTS_PER_BATCH)) {
    columns.add(accountRows(day, batch));
  }
  return columns.done();
}
