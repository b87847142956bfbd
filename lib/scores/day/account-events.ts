import { userOfPair } from '../aggregate/membership.ts';
import type { EventCount } from '../columns/event-counts.ts';
import { listAt } from '../columns/list-column.ts';
import { CHAMPION_LEFT, type MemberCause, STOPPED } from '../columns/member-causes.ts';
import { eventPoints, type OwnChange, ownChangeOf } from './own-change.ts';
import type { AccountScoreChange, ScoredDay, ScoredWindow } from './scored-day.ts';

/** Events of an account that a snapshot keeps, the worthiest; pages need no more. */
const MAX_EVENTS = 40;

/** Points are stored to this part: what is left of the sum goes to the greatest as it is read. */
const POINT_PARTS = 1_000;

/** Points of a member's loss below which nobody asks why. */
const MIN_LOSS = 0.5;

const roundPoints = (points: number): number => Math.round(points * POINT_PARTS) / POINT_PARTS + 0;

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

/** Returns the row of a member among the users of the day; -1 for nobody. */
function userRowOf({ aggregate, userRows }: ScoredDay, pair: number | undefined): number {
  return pair === undefined ? -1 : (userRows[userOfPair(aggregate.members, pair)] ?? -1);
}

/** Returns whose change it was that an event's points go another way than its count. */
function eventCause(
  day: ScoredDay,
  { members, parts, change }: OwnChange,
  row: EventRow,
): MemberCause[] {
  const { event, weight, counts } = row;
  const [index, count, previous, points] = counts;
  const isSaid = Math.sign(points) === Math.sign((count - previous) * weight);
  if (isSaid || points === 0) return [];
  let [most, found, countChange] = [0, -1, 0];
  members.forEach(({ shares }, member) => {
    const share = shares.find((each) => each.event === event)?.share ?? 0;
    const own = parts.pointsOf(member, share) * Math.sign(points);
    if (own <= most) return;
    [most, found, countChange] = [own, member, share / weight];
  });
  const user = userRowOf(day, change.diff.stayed[found]?.pair);
  return [[user, index, Math.round(countChange)]];
}

type EventRow = ReturnType<typeof eventCountsFor>[number];

/** Returns who stopped, where that was the champion or lost the most. */
function stoppedCause(
  day: ScoredDay,
  { now }: ScoredWindow,
  { parts, change }: OwnChange,
): MemberCause[] {
  const { stayed, left } = change.diff;
  const losses = stayed.map((_, member) => parts.sumOf(member));
  const isStopped = (pair: number) => (day.aggregate.members.lastActive[pair] ?? 0) < now.span.from;
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
  return isChampion || isGreatest ? [[userRowOf(day, found.pair), STOPPED, 0]] : [];
}

/** Returns the champion of the window before, where it left. */
function leftChampion({ diff: { stayed, left }, moved }: AccountScoreChange): MemberCause[] {
  const most = stayed.reduce((top, { before }) => Math.max(top, before), 0);
  const [first, ...rest] = left.filter(({ raw }) => raw > 0 && raw >= most);
  if (!first) return [];
  const champion = rest.reduce((top, each) => (each.raw > top.raw ? each : top), first);
  const index = moved
    .filter(({ points }) => points !== 0)
    .findIndex(({ hash, joined }) => hash === champion.hash && !joined);
  return index < 0 ? [] : [[index, CHAMPION_LEFT, 0]];
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
    ? [
        ...rows.flatMap((row) => eventCause(day, own, row)),
        ...stoppedCause(day, scored, own),
        ...leftChampion(own.change),
      ]
    : [];
  return { events: rows.map(({ counts }) => counts), active: own?.parts.active ?? 0, causes };
}
