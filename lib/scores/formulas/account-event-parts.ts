import type { AccountHeadline } from '../../model/scoring-model.ts';
import { FAIR_PRIOR_MEMBERS, type ScoreBenchmarks } from './account-scores.ts';
import { type EventShare, eventPart, type MemberLegs, memberLegs } from './event-parts.ts';
import { exactScore } from './exact-score.ts';

import { winsorize } from './winsorize.ts';

/** What somebody who stayed did then and now, event by event. */
export interface MemberActivity {
  readonly before: number;
  readonly now: number;
  readonly shares: readonly EventShare[];
}

/** Who made an account's own part: the members at both ends, and those who left as they were. */
export interface OwnActivity {
  /** Members at both ends; events without a user are one more by the total, and none otherwise. */
  readonly members: readonly MemberActivity[];
  readonly accountOnly: MemberActivity;
  /** Raw scores of the members that left. */
  readonly left: readonly number[];
}

/** The parts of an account's own part, by the number of a member; `accountOnly` comes after them. */
export interface OwnEventParts {
  /** By the average: what it did that more or fewer members score above 0. */
  readonly active: number;
  /** The points of one event of one member. */
  readonly pointsOf: (member: number, share: number) => number;
  /** The points of all events of one member. */
  readonly sumOf: (member: number) => number;
}

/** What turns the points of members into those of the account, by leg. */
interface LegFactors extends Pick<OwnEventParts, 'active'> {
  readonly down: number;
  readonly up: number;
}

interface Legs {
  /** By number of a member; none of one whose counts are what they were. */
  readonly legs: readonly (MemberLegs | undefined)[];
  readonly down: number;
  readonly up: number;
}

function legsOf(members: readonly MemberActivity[], value: (raw: number) => number): Legs {
  let [down, up] = [0, 0];
  const legs = members.map((member) => {
    if (member.shares.length === 0) return undefined;
    const leg = memberLegs(member, member.shares, value);
    down += leg.down;
    up += leg.up;
    return leg;
  });
  return { legs, down, up };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** The account's score is a curve of its total: both legs of all members go along it together. */
function totalFactors(
  { members, accountOnly, left }: OwnActivity,
  { down, up }: Legs,
  by: ScoreBenchmarks,
) {
  const start = [...members, accountOnly]
    .map(({ before }) => before)
    .concat(left)
    .reduce((sum, raw) => sum + winsorize(raw, by.benchmark), 0);
  const score = (total: number) => exactScore(total, by.totalBenchmark, by.curve);
  const low = score(start + down);
  return {
    down: ratio(low - score(start), down),
    up: ratio(score(start + down + up) - low, up),
    active: 0,
  };
}

/**
 * The average is by the members that score: the more of both ends divides the events, and what the
 * other divisor did is nobody's event.
 */
function averageFactors({ members, left }: OwnActivity, by: ScoreBenchmarks): LegFactors {
  const sumUp = (raws: readonly number[]) => {
    const scores = raws.concat(left).map((raw) => exactScore(raw, by.benchmark, by.curve));
    const scoring = scores.filter((score) => score > 0).length;
    return { scoring, sum: scores.reduce((sum, score) => sum + score, 0) };
  };
  const before = sumUp(members.map((member) => member.before));
  const now = sumUp(members.map((member) => member.now));
  const most = Math.max(before.scoring, now.scoring);
  const effect = ({ scoring, sum }: typeof now) => (scoring === 0 ? 0 : sum / scoring - sum / most);
  return { down: ratio(1, most), up: ratio(1, most), active: effect(now) - effect(before) };
}

function factorsOf(
  activity: OwnActivity,
  legs: Legs,
  headline: AccountHeadline,
  by: ScoreBenchmarks,
): LegFactors {
  if (headline === 'total') return totalFactors(activity, legs, by);
  if (headline === 'average') return averageFactors(activity, by);
  const share = 1 / (activity.members.length + activity.left.length + FAIR_PRIOR_MEMBERS);
  return { down: share, up: share, active: 0 };
}

/**
 * # Parts of the events of an account
 *
 * An account's part of an event is the sum over its members, each on its own way (event-parts.ts):
 * one member's more never pays for another's fewer.
 *
 * Source: our decision (docs/scoring.md, Changes, and why).
 *
 *     fair: parts of a member's score / (known members + 3)
 *     average: parts of a member's score / members above 0, then or now, whichever are more
 *     total: parts of a member's winsorized raw score, both legs of all of them along the curve
 *
 * What the average does when more or fewer members score above 0 is no event: it is `active`, below
 * 0 where they are more. An account in which nobody scores has 0 and not the mean members of the
 * fair score: those go with the leg that led there.
 *
 * Example, fair at the benchmark 100 on a straight line: Ada did Opened for 60 points and now for
 * 20, Bob, at the cap, for 150 and now for 200. Opened has (-40 + 0) / (2 + 3) = -8, though there
 * was more of it.
 *
 * Cost: O(members x events) for all of them.
 *
 * @param own the part that they make
 * @param by the benchmarks then
 */
export function accountEventParts(
  activity: OwnActivity,
  own: number,
  headline: AccountHeadline,
  by: ScoreBenchmarks,
): OwnEventParts {
  const isTotal = headline === 'total';
  const value = isTotal
    ? (raw: number) => winsorize(raw, by.benchmark)
    : (raw: number) => exactScore(raw, by.benchmark, by.curve);
  const everybody = isTotal ? [...activity.members, activity.accountOnly] : activity.members;
  const legs = legsOf(everybody, value);
  const factors = factorsOf(activity, legs, headline, by);
  const rest = own - factors.active - legs.down * factors.down - legs.up * factors.up;
  const down = factors.down + (rest < 0 ? ratio(rest, legs.down) : 0);
  const up = factors.up + (rest > 0 ? ratio(rest, legs.up) : 0);
  const pointsOf = (member: number, share: number): number => {
    const leg = legs.legs[member];
    return leg ? eventPart(leg, share) * (share < 0 ? down : up) : 0;
  };
  const sumOf = (member: number): number => {
    const leg = legs.legs[member];
    return leg ? leg.down * down + leg.up * up : 0;
  };
  return { active: factors.active, pointsOf, sumOf };
}
