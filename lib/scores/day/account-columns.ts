import { BUILT_IN_SEGMENTS } from '../../model/built-in-segments.ts';
import { dayNumber } from '../../model/day.ts';
import type { Aggregate } from '../aggregate/aggregate.ts';
import { countFeaturesUsed } from '../aggregate/count-features-used.ts';
import { type PairsOf, pairsByAccount } from '../aggregate/pairs-by-account.ts';
import type { EventCount } from '../columns/event-counts.ts';
import { type Indices, indexSlices } from '../columns/gather.ts';
import { groupRows } from '../columns/group-rows.ts';
import { idAt } from '../columns/id-index.ts';
import { type ListColumn, listAt } from '../columns/list-column.ts';
import type { MembershipChange } from '../columns/membership-changes.ts';
import type { Profiles } from '../conditions/profiles.ts';
import type { MemberContribution } from '../formulas/account-change-parts.ts';
import type { AccountColumns, AccountWindowColumns } from '../snapshot/day-scores.ts';
import { accountCodec } from '../snapshot/snapshot-codecs.ts';
import { accountScoreChange, type ScoredWindow } from './score-windows.ts';
import { previousAccountScore, type ScoredAccount, scoredAccount } from './scored-account.ts';

/** So many events of an account are kept in a snapshot, the worthiest; pages need no more. */
const MAX_EVENTS = 40;

/** So many accounts are there one by one before they become columns. */
const ACCOUNTS_PER_BATCH = 500;

/** Columns as rows that JSON could carry, of some accounts at a time. */
type RowsOf<Group> = { readonly [Name in keyof Group]: readonly unknown[] };

/** Weighted events: names in plain order, and by account its places in the event columns. */
export interface EventTable {
  readonly names: readonly string[];
  /** By number of an event in the tally: the index of its name. */
  readonly rank: readonly number[];
  readonly byAccount: ListColumn;
}

export function eventTable({ events, accounts, accountEvents }: Aggregate): EventTable {
  const names = [...events.list].sort();
  const ranks = new Map(names.map((name, index) => [name, index]));
  return {
    names,
    rank: events.list.map((name) => ranks.get(name) ?? 0),
    byAccount: groupRows(accountEvents.left.subarray(0, accountEvents.length), accounts.length),
  };
}

function eventCountsFor(
  aggregate: Aggregate,
  scored: ScoredWindow,
  table: EventTable,
  account: number,
): EventCount[] {
  const importance = ([event, now, before]: EventCount): number => {
    const { weight } = aggregate.plan.eventPlan(table.names[event] ?? '');
    return Math.abs((now - before) * weight) + Math.abs(now * weight);
  };
  return Array.from(listAt(table.byAccount, account), (accountEvent): EventCount => {
    const event = table.rank[aggregate.accountEvents.right[accountEvent] ?? 0] ?? 0;
    const [now, before] = [scored.now, scored.before].map(
      ({ accountEventCount }) => accountEventCount[accountEvent] ?? 0,
    );
    return [event, now ?? 0, before ?? 0];
  })
    .filter(([, now, before]) => now > 0 || before > 0)
    .sort((a, b) => importance(b) - importance(a) || a[0] - b[0])
    .slice(0, MAX_EVENTS);
}

function activeUsers(aggregate: Aggregate, pairs: readonly number[], scored: ScoredWindow): number {
  const { members } = aggregate;
  return pairs.filter(
    (pair) =>
      scored.now.known[pair] === 1 && (members.lastActive[pair] ?? 0) >= scored.now.span.from,
  ).length;
}

function membershipChangeOf({ hash, joined, points }: MemberContribution): MembershipChange[] {
  return points === 0 ? [] : [[hash, joined ? 1 : 0, points]];
}

/** By account and feature: how many days ago, -1 for never. */
function daysSince(
  aggregate: Aggregate,
  accounts: readonly number[],
  days: Int32Array,
): number[][] {
  const today = dayNumber(aggregate.plan.asOf);
  const features = aggregate.plan.features.length;
  return accounts.map((a) =>
    aggregate.plan.features.map((_, feature) => {
      const day = days[a * features + feature] ?? 0;
      return day === 0 ? -1 : today - day;
    }),
  );
}

function windowRows(
  aggregate: Aggregate,
  scored: ScoredWindow,
  accounts: readonly number[],
  pairs: PairsOf,
  table: EventTable,
): RowsOf<AccountWindowColumns> {
  const changes = accounts.map((a) => accountScoreChange(aggregate, scored, pairs(a), a));
  const scores = (measure: 'average' | 'total' | 'fair') =>
    accounts.map((a) => scored.scores.accounts[a]?.[measure] ?? 0);
  return {
    average: scores('average'),
    total: scores('total'),
    fair: scores('fair'),
    raw: accounts.map((a) => scored.scores.raw[a] ?? 0),
    previous: accounts.map((a) => previousAccountScore(aggregate, scored, a)),
    ownPart: changes.map((change) => change?.own ?? null),
    memberPart: changes.map((change) => change?.members ?? null),
    moved: changes.map((change) => (change?.moved ?? []).flatMap(membershipChangeOf)),
    activeUsers: accounts.map((a) => activeUsers(aggregate, pairs(a), scored)),
    activeDays: accounts.map((a) => scored.now.accountDays[a] ?? 0),
    used: accounts.map((a) =>
      countFeaturesUsed(aggregate.accountDays, a, aggregate.plan, scored.now.span.from),
    ),
    events: accounts.map((a) => eventCountsFor(aggregate, scored, table, a)),
  };
}

/** Names of the segments an account may be in: the built-in ones, then the model's. */
export function segmentNamesOf(aggregate: Aggregate): readonly string[] {
  return [...new Set([...BUILT_IN_SEGMENTS, ...Object.keys(aggregate.plan.model.segments ?? {})])];
}

function accountRows(
  aggregate: Aggregate,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  accounts: readonly number[],
  pairs: PairsOf,
  table: EventTable,
): RowsOf<AccountColumns> {
  const { model } = aggregate.plan;
  const headline = windows.find((scored) => scored.window === model.headlineWindow);
  const scored: ScoredAccount[] = headline
    ? accounts.map((a) => scoredAccount(aggregate, profiles, headline, a))
    : [];
  const names = segmentNamesOf(aggregate);
  return {
    hash: accounts.map((a) => idAt(aggregate.accounts, a)),
    created: scored.map(({ created }) => created),
    first: accounts.map((a) => aggregate.accountDays.first[a] ?? 0),
    lastActive: accounts.map((a) => aggregate.accountDays.lastActive[a] ?? 0),
    everUsed: accounts.map((a) => countFeaturesUsed(aggregate.accountDays, a, aggregate.plan, 1)),
    sinceFirst: daysSince(aggregate, accounts, aggregate.accountDays.featureFirst),
    sinceLast: daysSince(aggregate, accounts, aggregate.accountDays.featureUsed),
    knownUsers: accounts.map((a) => headline?.scores.known[a] ?? 0),
    lifecycle: scored.map(({ lifecycle }) => lifecycle),
    owner: scored.map(({ owner }) => owner),
    progress: scored.flatMap(({ activation }) => activation?.progress ?? []),
    activatedAt: scored.flatMap(({ activation }) => (activation ? [activation.activatedAt] : [])),
    steps: scored.flatMap(({ activation }) => (activation ? [activation.steps] : [])),
    segments: scored.map(({ subject }) =>
      names.flatMap((id, index) => (subject.inSegment(id) ? [index] : [])),
    ),
    windows: windows.map((w) => windowRows(aggregate, w, accounts, pairs, table)),
  };
}

/** The columns of some accounts, in the order given. */
export function accountColumns(
  aggregate: Aggregate,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  accounts: Indices,
  table: EventTable,
): AccountColumns {
  const pairs = pairsByAccount(aggregate.members, aggregate.accounts.length);
  const columns = accountCodec.builder(accounts.length);
  for (const batch of indexSlices(accounts, ACCOUNTS_PER_BATCH)) {
    columns.add(accountRows(aggregate, profiles, windows, batch, pairs, table));
  }
  return columns.done();
}
