import type { EventCount } from '../columns/event-counts.ts';
import { listAt } from '../columns/list-column.ts';
import { type MemberCause, STOPPED } from '../columns/member-causes.ts';
import {
  accountEventParts,
  type MemberActivity,
  type OwnEventParts,
} from '../formulas/account-event-parts.ts';
import type { EventShare } from '../formulas/event-parts.ts';
import type { AccountScoreChange, ScoredDay, ScoredWindow } from './scored-day.ts';

/** Events of an account that a snapshot keeps, the worthiest; pages need no more. */
const MAX_EVENTS = 40;

/** Points are stored to this part: what is left of the sum goes to the greatest as it is read. */
const POINT_PARTS = 10_000;

/** Points of a member's loss below which nobody asks why. */
const MIN_LOSS = 0.5;

const roundPoints = (points: number): number => Math.round(points * POINT_PARTS) / POINT_PARTS + 0;

const NO_SHARES: readonly EventShare[] = [];

/** Returns what each event of a member changed, by its number in the aggregate. */
function memberShares({ aggregate, events }: ScoredDay, { now }: ScoredWindow, pair: number) {
  const shares: EventShare[] = [];
  for (const row of listAt(events.byMember, pair)) {
    const event = aggregate.memberEvents.right[row] ?? 0;
    const share = (events.weights[event] ?? 0) * (now.memberEventChange[row] ?? 0);
    if (share !== 0) shares.push({ event, share });
  }
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
    for (const row of listAt(events.byMember, pair)) {
      const event = aggregate.memberEvents.right[row] ?? 0;
      changes.set(event, (changes.get(event) ?? 0) - (now.memberEventChange[row] ?? 0));
    }
  }
  return Array.from(changes, ([event, change]) => {
    return { event, share: (events.weights[event] ?? 0) * change };
  }).filter(({ share }) => share !== 0);
}

/** The members of an account who stayed, the last of them for events without one, and their parts. */
interface OwnChange {
  readonly members: readonly MemberActivity[];
  readonly parts: OwnEventParts;
  readonly change: AccountScoreChange;
}

function ownChangeOf(
  day: ScoredDay,
  scored: ScoredWindow,
  account: number,
  change: AccountScoreChange,
): OwnChange {
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
function eventPoints({ members, parts }: OwnChange): ReadonlyMap<number, number> {
  const points = new Map<number, number>();
  members.forEach(({ shares }, member) => {
    for (const { event, share } of shares)
      points.set(event, (points.get(event) ?? 0) + parts.pointsOf(member, share));
  });
  return points;
}

/** Returns the counts of an account's events and what they are worth, the worthiest first. */
function eventCountsFor(
  { aggregate, events }: ScoredDay,
  { now, before }: ScoredWindow,
  account: number,
  points: ReadonlyMap<number, number>,
) {
  const rows = Array.from(listAt(events.byAccount, account), (row) => {
    const event = aggregate.accountEvents.right[row] ?? 0;
    const [count, previous] = [now.accountEventCount[row] ?? 0, before.accountEventCount[row] ?? 0];
    const weight = events.weights[event] ?? 0;
    const importance = Math.abs((count - previous) * weight) + Math.abs(count * weight);
    const counts: EventCount = [
      events.rank[event] ?? 0,
      count,
      previous,
      roundPoints(points.get(event) ?? 0),
    ];
    return { event, weight, importance, counts };
  });
  return rows
    .filter(({ counts: [, count, previous] }) => count > 0 || previous > 0)
    .sort((a, b) => b.importance - a.importance || a.counts[0] - b.counts[0])
    .slice(0, MAX_EVENTS);
}

/** Returns whose change it was that an event's points go another way than its count. */
function eventCause({ members, parts, change }: OwnChange, row: EventRow): MemberCause[] {
  const { event, weight, counts } = row;
  const [index, count, previous, points] = counts;
  if (points === 0 || Math.sign(points) === Math.sign((count - previous) * weight)) return [];
  let [most, user, countChange] = [0, '', 0];
  members.forEach(({ shares }, member) => {
    const share = shares.find((each) => each.event === event)?.share ?? 0;
    const own = parts.pointsOf(member, share) * Math.sign(points);
    if (own <= most) return;
    [most, user, countChange] = [own, change.diff.stayed[member]?.hash ?? '', share / weight];
  });
  return [[user, index, Math.round(countChange)]];
}

type EventRow = ReturnType<typeof eventCountsFor>[number];

/** Returns who stopped, where that was the champion or lost the most. */
function stoppedCause(
  { aggregate }: ScoredDay,
  { now }: ScoredWindow,
  { parts, change }: OwnChange,
): MemberCause[] {
  const { stayed, left } = change.diff;
  const losses = stayed.map((_, member) => parts.sumOf(member));
  const isStopped = (pair: number) => (aggregate.members.lastActive[pair] ?? 0) < now.span.from;
  let stopped = -1;
  stayed.forEach(({ pair, before }, member) => {
    if (before <= 0 || !isStopped(pair)) return;
    if ((losses[member] ?? 0) < (losses[stopped] ?? -MIN_LOSS)) stopped = member;
  });
  const found = stayed[stopped];
  if (!found) return [];
  const others = [...stayed.map(({ before }) => before), ...left.map(({ raw }) => raw)];
  const isChampion = others.every((raw) => raw <= found.before);
  const isGreatest = losses.every((loss) => loss >= (losses[stopped] ?? 0));
  return isChampion || isGreatest ? [[found.hash, STOPPED, 0]] : [];
}

/**
 * Returns an account's events with the points that each made or took since one window ago, and whose
 * change it was where the counts do not say it; no points for an account that was not there then.
 */
export function accountEvents(
  day: ScoredDay,
  scored: ScoredWindow,
  account: number,
  change: AccountScoreChange | null,
) {
  const own = change && ownChangeOf(day, scored, account, change);
  const rows = eventCountsFor(day, scored, account, own ? eventPoints(own) : new Map());
  const causes = own
    ? [...rows.flatMap((row) => eventCause(own, row)), ...stoppedCause(day, scored, own)]
    : [];
  return { events: rows.map(({ counts }) => counts), active: own?.parts.active ?? 0, causes };
}
