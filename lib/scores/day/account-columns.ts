import type { ScoringModel } from '../../model/scoring-model.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { type PairsOf, pairsByAccount } from '../aggregate/membership.ts';
import { countFeaturesUsed } from '../aggregate/subject-days.ts';
import type { EventCount } from '../columns/event-counts.ts';
import { indexSlices } from '../columns/gather.ts';
import { groupRows } from '../columns/group-rows.ts';
import { idAt } from '../columns/id-index.ts';
import { type ListColumn, listAt } from '../columns/list-column.ts';
import type { MembershipChange } from '../columns/membership-changes.ts';
import { traitOn } from '../conditions/profiles.ts';
import type { MemberContribution } from '../formulas/account-change-parts.ts';
import type { AccountColumns, AccountWindowColumns } from '../snapshot/day-scores.ts';
import { accountCodec } from '../snapshot/snapshot-codecs.ts';
import { accountScoreChange, type ScoredWindow, wasSeenBefore } from './score-windows.ts';
import type { ScoredDay } from './scored-day.ts';
import { conditionRows, type ScoredSubject, scoredSubject } from './scored-subject.ts';

/** Events of an account that a snapshot keeps, the worthiest; pages need no more. */
const MAX_EVENTS = 40;

/** Accounts that are held one by one before they become columns. */
const ACCOUNTS_PER_BATCH = 500;

/** Columns as rows of JSON, of some accounts at a time. */
type RowsOf<Group> = { readonly [Name in keyof Group]: readonly unknown[] };

/** Weighted events: names in plain order, and by account its rows among the account events. */
export interface EventTable {
  readonly names: readonly string[];
  /** By number of an event in the aggregate: the index of its name. */
  readonly rank: readonly number[];
  readonly byAccount: ListColumn;
}

/** What the rows of all accounts are made from. */
interface AccountSources {
  readonly day: ScoredDay;
  readonly table: EventTable;
  readonly pairsOf: PairsOf;
}

/** Indexes the weighted events of an aggregate. */
export function eventTable({ events, ids, accountEvents }: Aggregate): EventTable {
  const names = [...events.texts].sort();
  const ranks = new Map(names.map((name, index) => [name, index]));
  return {
    names,
    rank: events.texts.map((name) => ranks.get(name) ?? 0),
    byAccount: groupRows(accountEvents.left.subarray(0, accountEvents.length), ids.account.length),
  };
}

function eventCountsFor(
  { day: { aggregate }, table }: AccountSources,
  scored: ScoredWindow,
  account: number,
): EventCount[] {
  const importance = ([event, now, before]: EventCount): number => {
    const { weight } = aggregate.plan.eventPlan(table.names[event] ?? '');
    return Math.abs((now - before) * weight) + Math.abs(now * weight);
  };
  return Array.from(listAt(table.byAccount, account), (accountEvent): EventCount => {
    const event = table.rank[aggregate.accountEvents.right[accountEvent] ?? 0] ?? 0;
    const countIn = ({ accountEventCount }: ScoredWindow['now']) =>
      accountEventCount[accountEvent] ?? 0;
    return [event, countIn(scored.now), countIn(scored.before)];
  })
    .filter(([, now, before]) => now > 0 || before > 0)
    .sort((a, b) => importance(b) - importance(a) || a[0] - b[0])
    .slice(0, MAX_EVENTS);
}

function activeUsers(
  { members }: Aggregate,
  pairs: readonly number[],
  { now: { known, span } }: ScoredWindow,
): number {
  return pairs.filter((pair) => known[pair] === 1 && (members.lastActive[pair] ?? 0) >= span.from)
    .length;
}

function membershipChangeOf({ hash, joined, points }: MemberContribution): MembershipChange[] {
  return points === 0 ? [] : [[hash, joined ? 1 : 0, points]];
}

/** Returns by account and feature the days since then, -1 for never. */
function daysSince(
  { plan: { features, last } }: Aggregate,
  accounts: readonly number[],
  days: Int32Array,
): number[][] {
  return accounts.map((a) =>
    features.map((_, feature) => {
      const day = days[a * features.length + feature] ?? 0;
      return day === 0 ? -1 : last - day;
    }),
  );
}

/** Returns the headline score one window earlier, unrounded; null for an account not seen by then. */
function previousScore({ aggregate }: ScoredDay, scored: ScoredWindow, account: number) {
  const { previous } = scored;
  if (!previous || !wasSeenBefore(aggregate, scored, 'account', account)) return null;
  return previous.accounts[account]?.[aggregate.plan.model.account.headline] ?? 0;
}

function windowRows(
  sources: AccountSources,
  scored: ScoredWindow,
  accounts: readonly number[],
): RowsOf<AccountWindowColumns> {
  const { day, pairsOf } = sources;
  const { aggregate } = day;
  const { now, scores } = scored;
  const changes = accounts.map((a) => accountScoreChange(aggregate, scored, pairsOf(a), a));
  const measured = (measure: 'average' | 'total' | 'fair') =>
    accounts.map((a) => scores.accounts[a]?.[measure] ?? 0);
  return {
    average: measured('average'),
    total: measured('total'),
    fair: measured('fair'),
    raw: accounts.map((a) => scores.raw[a] ?? 0),
    previous: accounts.map((a) => previousScore(day, scored, a)),
    ownPart: changes.map((change) => change?.own ?? null),
    memberPart: changes.map((change) => change?.members ?? null),
    moved: changes.map((change) => (change?.moved ?? []).flatMap(membershipChangeOf)),
    activeUsers: accounts.map((a) => activeUsers(aggregate, pairsOf(a), scored)),
    activeDays: accounts.map((a) => now.activeDays.account[a] ?? 0),
    used: accounts.map((a) =>
      countFeaturesUsed(aggregate.subjectDays.account, a, aggregate.plan, now.span.from),
    ),
    events: accounts.map((a) => eventCountsFor(sources, scored, a)),
  };
}

/** Returns who looks after an account, by the trait that the model names. */
function ownerOf({ owner }: ScoringModel, { subject }: ScoredSubject, asOf: string): string | null {
  const value = owner && traitOn(subject.profiles[0], owner.trait, asOf);
  return value === undefined || value === null ? null : String(value);
}

function accountRows(sources: AccountSources, accounts: readonly number[]): RowsOf<AccountColumns> {
  const { day } = sources;
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
    ...conditionRows(plan.model, 'account', scored),
    windows: windows.map((window) => windowRows(sources, window, accounts)),
  };
}

/** Returns the columns of all accounts that the day lists. */
export function accountColumns(day: ScoredDay, table: EventTable): AccountColumns {
  const { aggregate, subjects } = day;
  const pairsOf = pairsByAccount(aggregate.members, aggregate.ids.account.length);
  const columns = accountCodec.builder(subjects.account.length);
  for (const batch of indexSlices(subjects.account, ACCOUNTS_PER_BATCH)) {
    columns.add(accountRows({ day, table, pairsOf }, batch));
  }
  return columns.done();
}
