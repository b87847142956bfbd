import { BUILT_IN_SEGMENTS } from '../model/built-in-segments.ts';
import { dayNumber } from '../model/day.ts';
import { previousAccountScore, type ScoredAccount, scoredAccount } from './account-subject.ts';
import type { MemberPart } from './change.ts';
import { type Indices, portionsOf } from './column-of.ts';
import type { AccountColumns, AccountWindowColumns } from './day-scores.ts';
import type { EventUse } from './event-uses.ts';
import { featuresUsed } from './features-used.ts';
import { idAt } from './id-index.ts';
import { type ListColumn, listAt } from './list-column.ts';
import type { MemberMove } from './member-moves.ts';
import { type PairsOf, pairsByAccount } from './pairs-by-account.ts';
import type { Profiles } from './profiles.ts';
import { rowsBy } from './rows-by.ts';
import { accountChangeOf, type ScoredWindow } from './score-windows.ts';
import { accountKind } from './snapshot-kinds.ts';
import type { Tally } from './tally.ts';

/** So many events of an account are kept in a snapshot, the worthiest; pages need no more. */
const EVENTS_KEPT = 40;

/** So many accounts are there one by one before they become columns. */
const ACCOUNTS_AT_ONCE = 500;

/** Columns as rows that JSON could carry, of some accounts at a time. */
type RowsOf<Group> = { readonly [Name in keyof Group]: readonly unknown[] };

/** Weighted events: names in plain order, and by account its places in the event columns. */
export interface EventPlaces {
  readonly names: readonly string[];
  /** By number of an event in the tally: the index of its name. */
  readonly rank: readonly number[];
  readonly byAccount: ListColumn;
}

export function eventPlaces({ events, accounts, accountEvents }: Tally): EventPlaces {
  const names = [...events.list].sort();
  const ranks = new Map(names.map((name, at) => [name, at]));
  return {
    names,
    rank: events.list.map((name) => ranks.get(name) ?? 0),
    byAccount: rowsBy(accountEvents.left.subarray(0, accountEvents.length), accounts.length),
  };
}

function eventUses(
  tally: Tally,
  scored: ScoredWindow,
  places: EventPlaces,
  account: number,
): EventUse[] {
  const worth = ([event, now, before]: EventUse): number => {
    const { weight } = tally.plan.eventPlan(places.names[event] ?? '');
    return Math.abs((now - before) * weight) + Math.abs(now * weight);
  };
  return Array.from(listAt(places.byAccount, account), (place): EventUse => {
    const event = places.rank[tally.accountEvents.right[place] ?? 0] ?? 0;
    const [now, before] = [scored.now, scored.before].map(
      ({ accountEventCount }) => accountEventCount[place] ?? 0,
    );
    return [event, now ?? 0, before ?? 0];
  })
    .filter(([, now, before]) => now > 0 || before > 0)
    .sort((a, b) => worth(b) - worth(a) || a[0] - b[0])
    .slice(0, EVENTS_KEPT);
}

function activeUsers(tally: Tally, pairs: readonly number[], scored: ScoredWindow): number {
  const { members } = tally;
  return pairs.filter(
    (pair) =>
      scored.now.known[pair] === 1 && (members.lastActive[pair] ?? 0) >= scored.now.span.from,
  ).length;
}

function moveOf({ hash, joined, points }: MemberPart): MemberMove[] {
  return points === 0 ? [] : [[hash, joined ? 1 : 0, points]];
}

/** By account and feature: how many days ago, -1 for never. */
function daysSince(tally: Tally, accounts: readonly number[], days: Int32Array): number[][] {
  const today = dayNumber(tally.plan.asOf);
  const features = tally.plan.features.length;
  return accounts.map((a) =>
    tally.plan.features.map((_, feature) => {
      const day = days[a * features + feature] ?? 0;
      return day === 0 ? -1 : today - day;
    }),
  );
}

function windowRows(
  tally: Tally,
  scored: ScoredWindow,
  accounts: readonly number[],
  pairs: PairsOf,
  places: EventPlaces,
): RowsOf<AccountWindowColumns> {
  const changes = accounts.map((a) => accountChangeOf(tally, scored, pairs(a), a));
  const scores = (measure: 'average' | 'total' | 'fair') =>
    accounts.map((a) => scored.scores.accounts[a]?.[measure] ?? 0);
  return {
    average: scores('average'),
    total: scores('total'),
    fair: scores('fair'),
    raw: accounts.map((a) => scored.scores.raw[a] ?? 0),
    previous: accounts.map((a) => previousAccountScore(tally, scored, a)),
    ownPart: changes.map((change) => change?.own ?? null),
    memberPart: changes.map((change) => change?.members ?? null),
    moved: changes.map((change) => (change?.moved ?? []).flatMap(moveOf)),
    activeUsers: accounts.map((a) => activeUsers(tally, pairs(a), scored)),
    activeDays: accounts.map((a) => scored.now.accountDays[a] ?? 0),
    used: accounts.map((a) => featuresUsed(tally.accountDays, a, tally.plan, scored.now.span.from)),
    events: accounts.map((a) => eventUses(tally, scored, places, a)),
  };
}

/** Names of the segments an account may be in: the built-in ones, then the model's. */
export function segmentNamesOf(tally: Tally): readonly string[] {
  return [...new Set([...BUILT_IN_SEGMENTS, ...Object.keys(tally.plan.model.segments ?? {})])];
}

function accountRows(
  tally: Tally,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  accounts: readonly number[],
  pairs: PairsOf,
  places: EventPlaces,
): RowsOf<AccountColumns> {
  const { model } = tally.plan;
  const headline = windows.find((scored) => scored.window === model.headlineWindow);
  const scored: ScoredAccount[] = headline
    ? accounts.map((a) => scoredAccount(tally, profiles, headline, a))
    : [];
  const names = segmentNamesOf(tally);
  return {
    hash: accounts.map((a) => idAt(tally.accounts, a)),
    created: scored.map(({ created }) => created),
    first: accounts.map((a) => tally.accountDays.first[a] ?? 0),
    lastActive: accounts.map((a) => tally.accountDays.lastActive[a] ?? 0),
    everUsed: accounts.map((a) => featuresUsed(tally.accountDays, a, tally.plan, 1)),
    sinceFirst: daysSince(tally, accounts, tally.accountDays.featureFirst),
    sinceLast: daysSince(tally, accounts, tally.accountDays.featureUsed),
    knownUsers: accounts.map((a) => headline?.scores.known[a] ?? 0),
    lifecycle: scored.map(({ lifecycle }) => lifecycle),
    owner: scored.map(({ owner }) => owner),
    progress: scored.flatMap(({ activation }) => activation?.progress ?? []),
    activatedAt: scored.flatMap(({ activation }) => (activation ? [activation.activatedAt] : [])),
    steps: scored.flatMap(({ activation }) => (activation ? [activation.steps] : [])),
    segments: scored.map(({ subject }) =>
      names.flatMap((id, at) => (subject.inSegment(id) ? [at] : [])),
    ),
    windows: windows.map((w) => windowRows(tally, w, accounts, pairs, places)),
  };
}

/** The columns of some accounts, in the order given. */
export function accountColumns(
  tally: Tally,
  profiles: Profiles,
  windows: readonly ScoredWindow[],
  accounts: Indices,
  places: EventPlaces,
): AccountColumns {
  const pairs = pairsByAccount(tally.members, tally.accounts.length);
  const columns = accountKind.collect(accounts.length);
  for (const portion of portionsOf(accounts, ACCOUNTS_AT_ONCE)) {
    columns.add(accountRows(tally, profiles, windows, portion, pairs, places));
  }
  return columns.done();
}
