import { dayFromNumber } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Window } from '../../model/window.ts';
import { type Aggregate, seenSubjects } from '../aggregate/aggregate.ts';
import { type PairsOf, pairsByAccount, userOfPair } from '../aggregate/membership.ts';
import { positionsOf } from '../columns/gather.ts';
import { idAt } from '../columns/id-index.ts';
import { groupRows } from '../columns/list-column.ts';
import type { Profiles } from '../conditions/profiles.ts';
import { accountChangeParts } from '../formulas/account-change-parts.ts';
import type { WindowBenchmarks } from '../snapshot/day-scores.ts';
import { EVERYBODY, populationOn } from './population.ts';
import { scoreWindow } from './score-window.ts';

/** One window with the one before it. */
export type ScoredWindow = ReturnType<typeof scoreWindows>[number];

/** Scores every window of the model, each with the one before it, under that day's traits. */
function scoreWindows(aggregate: Aggregate, profiles: Profiles, pairsOf: PairsOf) {
  const { plan, windowSums, subjectDays, firstDay } = aggregate;
  const population = populationOn(aggregate, profiles, plan.asOf);
  const sumsOf = (window: Window, period: 'current' | 'previous') =>
    windowSums.find(({ span }) => span.window === window && span.period === period);
  return plan.model.windows.flatMap((window) => {
    const [now, before] = [sumsOf(window, 'current'), sumsOf(window, 'previous')];
    if (!now || !before) return [];
    const { to } = before.span;
    const populationBefore = populationOn(aggregate, profiles, dayFromNumber(to));
    const hasData = firstDay > 0 && firstDay <= to;
    const scores = scoreWindow(aggregate, now, pairsOf, population);
    const previous = hasData ? scoreWindow(aggregate, before, pairsOf, populationBefore) : null;
    /** Returns the window before for a subject that was there by its end; null for others. */
    const previousOf = (kind: SubjectKind, index: number) => {
      const first = subjectDays[kind].first[index] ?? 0;
      return first > 0 && first <= to ? previous : null;
    };
    return [{ window, now, before, scores, previous, previousOf, population, populationBefore }];
  });
}

/** Returns the benchmarks of a window and of the one before it, as a snapshot has them. */
export function windowBenchmarks({ window, scores, previous }: ScoredWindow): WindowBenchmarks {
  const { benchmarks, scoringUsers } = scores;
  return { ...benchmarks, window, scoringUsers, previous: previous?.benchmarks ?? null };
}

function membershipDiff(
  { aggregate: { members, ids }, pairsOf }: ScoredDay,
  { now, before, population, populationBefore }: ScoredWindow,
  account: number,
) {
  const changes = pairsOf(account).map((pair) => {
    const user = userOfPair(members, pair);
    return {
      pair,
      was: before.known[pair] === 1 && populationBefore.user(user),
      hash: idAt(ids.user, user),
      is: now.known[pair] === 1 && population.user(user),
      before: before.pairRaw[pair] ?? 0,
      now: now.pairRaw[pair] ?? 0,
    };
  });
  return {
    stayed: changes.filter(({ was, is }) => was && is),
    left: changes.flatMap(({ hash, was, is, before }) => (was && !is ? { hash, raw: before } : [])),
    joined: changes.flatMap(({ hash, was, is, now }) => (is && !was ? { hash, raw: now } : [])),
    accountOnly: {
      before: before.accountOnlyRaw[account] ?? 0,
      now: now.accountOnlyRaw[account] ?? 0,
    },
  };
}

/** Returns how many known members of an account, of the population, were active there in the window. */
export function activeMembers(
  { aggregate: { members }, pairsOf }: ScoredDay,
  { now, population }: ScoredWindow,
  account: number,
): number {
  const isActive = (pair: number) => (members.lastActive[pair] ?? 0) >= now.span.from;
  const isCounted = (pair: number) =>
    now.known[pair] === 1 && population.user(userOfPair(members, pair));
  return pairsOf(account).filter((pair) => isCounted(pair) && isActive(pair)).length;
}

/**
 * Returns why an account's headline score changed, and who was a member then and now; null when it
 * was not there a window earlier.
 */
export function accountScoreChange(day: ScoredDay, scored: ScoredWindow, account: number) {
  const previous = scored.previousOf('account', account);
  if (!previous) return null;
  const diff = membershipDiff(day, scored, account);
  const benchmarks = { now: scored.scores.benchmarks, before: previous.benchmarks };
  const parts = accountChangeParts(diff, day.aggregate.plan.model.account.headline, benchmarks);
  return { ...parts, diff, benchmarks };
}

/** An account's change, whose parts are to be split further. */
export type AccountScoreChange = NonNullable<ReturnType<typeof accountScoreChange>>;

/** Indexes the weighted events of an aggregate: names in plain order, the rows of each account and member. */
function eventTable({ plan, events, ids, members, accountEvents, memberEvents }: Aggregate) {
  const names = [...events.texts].sort();
  const ranks = new Map(names.map((name, index) => [name, index]));
  return {
    names,
    /** By number of an event in the aggregate: the index of its name. */
    rank: events.texts.map((name) => ranks.get(name) ?? 0),
    weights: events.texts.map((name) => plan.eventPlan(name).weight),
    byAccount: groupRows(accountEvents.left.subarray(0, accountEvents.length), ids.account.length),
    /** By member the rows of its events; null where they are too many to be kept. */
    byMember:
      memberEvents &&
      groupRows(memberEvents.left.subarray(0, memberEvents.length), members.pairs.length),
  };
}

/** What the columns of a day are made from. Nothing of it changes any more. */
export type ScoredDay = ReturnType<typeof createScoredDay>;

/**
 * Scores every window of a complete aggregate, and finds whom the day's columns list.
 *
 * @param suspect events whose tracking seems to have failed on the day; none while it goes on
 * @param complete whether the day is over: while it goes on nothing is known to have changed
 */
export function createScoredDay(
  aggregate: Aggregate,
  profiles: Profiles,
  { suspect, complete }: { readonly suspect: readonly string[]; readonly complete: boolean },
) {
  const pairsOf = pairsByAccount(aggregate.members, aggregate.ids.account.length);
  const windows = scoreWindows(aggregate, profiles, pairsOf);
  const population = windows[0]?.population ?? EVERYBODY;
  const { headlineWindow } = aggregate.plan.model;
  const users = seenSubjects(aggregate, 'user', population.user);
  return {
    aggregate,
    profiles,
    suspect,
    complete,
    events: eventTable(aggregate),
    pairsOf,
    windows,
    /** The window that conditions and lists are about. */
    headline: windows.find(({ window }) => window === headlineWindow),
    /** By number of a user its row among the users of the day, -1 for none. */
    userRows: positionsOf(users, aggregate.ids.user.length),
    /** Whom the model looks at, by their numbers in the aggregate, in the order of their hashes. */
    subjects: {
      user: users,
      account: seenSubjects(aggregate, 'account', population.account),
    },
  };
}
