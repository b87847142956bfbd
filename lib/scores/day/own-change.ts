import { listAt } from '../columns/list-column.ts';
import {
  accountEventParts,
  type MemberActivity,
  type OwnEventParts,
} from '../formulas/account-event-parts.ts';
import type { EventShare } from '../formulas/event-parts.ts';
import type { AccountScoreChange, ScoredDay, ScoredWindow } from './scored-day.ts';

const NO_SHARES: readonly EventShare[] = [];

/** Calls back for each event of a member, with how much more often it happened. */
function forMemberEvents(
  { aggregate: { memberEvents }, events: { byMember } }: ScoredDay,
  { now }: ScoredWindow,
  pair: number,
  onEvent: (event: number, change: number) => void,
): void {
  if (!byMember || !memberEvents) return;
  for (const row of listAt(byMember, pair))
    onEvent(memberEvents.right[row] ?? 0, now.memberEventChange[row] ?? 0);
}

/** Returns what each event of a member changed, by its number in the aggregate. */
function memberShares(day: ScoredDay, scored: ScoredWindow, pair: number) {
  const shares: EventShare[] = [];
  forMemberEvents(day, scored, pair, (event, change) => {
    const share = (day.events.weights[event] ?? 0) * change;
    if (share !== 0) shares.push({ event, share });
  });
  return shares.length === 0 ? NO_SHARES : shares;
}

/** Returns what is left of an account's changes for events that name no member. */
function accountOnlyShares(day: ScoredDay, scored: ScoredWindow, account: number): EventShare[] {
  const { aggregate, events, pairsOf } = day;
  const { now, before } = scored;
  const changes = new Map<number, number>();
  for (const row of listAt(events.byAccount, account)) {
    const event = aggregate.accountEvents.right[row] ?? 0;
    changes.set(event, (now.accountEventCount[row] ?? 0) - (before.accountEventCount[row] ?? 0));
  }
  for (const pair of pairsOf(account)) {
    forMemberEvents(day, scored, pair, (event, change) => {
      changes.set(event, (changes.get(event) ?? 0) - change);
    });
  }
  return Array.from(changes, ([event, change]) => {
    return { event, share: (events.weights[event] ?? 0) * change };
  }).filter(({ share }) => share !== 0);
}

/** The members of an account who stayed, the last of them for events without one, and their parts. */
export interface OwnChange {
  readonly members: readonly MemberActivity[];
  readonly parts: OwnEventParts;
  readonly change: AccountScoreChange;
}

/**
 * Returns what the members of an account did, and what it made or took of the account's score; null
 * where members have too many events for them to be kept.
 */
export function ownChangeOf(
  day: ScoredDay,
  scored: ScoredWindow,
  account: number,
  change: AccountScoreChange,
): OwnChange | null {
  if (!day.events.byMember) return null;
  const { headline } = day.aggregate.plan.model.account;
  const { stayed, left, accountOnly } = change.diff;
  const members = stayed.map(({ pair, before, now }): MemberActivity => {
    return { before, now, shares: memberShares(day, scored, pair) };
  });
  const shares = headline === 'total' ? accountOnlyShares(day, scored, account) : NO_SHARES;
  const unnamed = { ...accountOnly, shares };
  const activity = { members, accountOnly: unnamed, left: left.map(({ raw }) => raw) };
  const parts = accountEventParts(activity, change.own, headline, change.benchmarks.before);
  return { members: [...members, unnamed], parts, change };
}

/** Returns by number of an event its points: the sum over the members. */
export function eventPoints({ members, parts }: OwnChange): ReadonlyMap<number, number> {
  const points = new Map<number, number>();
  members.forEach(({ shares }, member) => {
    for (const { event, share } of shares)
      points.set(event, (points.get(event) ?? 0) + parts.pointsOf(member, share));
  });
  return points;
}
