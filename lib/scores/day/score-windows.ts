import { type Day, dayFromNumber } from '../../model/day.ts';
import type { SubjectKind } from '../../model/subject-kind.ts';
import type { Window } from '../../model/window.ts';
import type { Aggregate, WindowSums } from '../aggregate/aggregate.ts';
import { pairsByAccount, userOfPair } from '../aggregate/membership.ts';
import { idAt } from '../columns/id-index.ts';
import type { Profiles } from '../conditions/profiles.ts';
import {
  accountChangeParts,
  type MemberContribution,
  type MembershipDiff,
} from '../formulas/account-change-parts.ts';
import type { ChangeParts } from '../formulas/change-parts.ts';
import type { WindowBenchmarks } from '../snapshot/day-scores.ts';
import { type Population, populationOn } from './population.ts';
import { scoreWindow, type WindowScores } from './score-window.ts';

/** One window with the one before it. */
export interface ScoredWindow {
  readonly window: Window;
  readonly now: WindowSums;
  readonly before: WindowSums;
  readonly scores: WindowScores;
  /** Null when there are no counts from that time. */
  readonly previous: WindowScores | null;
  readonly population: Population;
  readonly populationBefore: Population;
}

/** Scores every window of the model, each with the one before it, under that day's traits. */
export function scoreWindows(aggregate: Aggregate, profiles: Profiles): readonly ScoredWindow[] {
  const pairs = pairsByAccount(aggregate.members, aggregate.ids.account.length);
  const population = populationOn(aggregate, profiles, aggregate.plan.asOf);
  const spanOf = (window: Window, period: 'current' | 'previous') =>
    aggregate.windowSums.find(({ span }) => span.window === window && span.period === period);
  return aggregate.plan.model.windows.flatMap((window): ScoredWindow[] => {
    const [now, before] = [spanOf(window, 'current'), spanOf(window, 'previous')];
    if (!now || !before) return [];
    const dayBefore: Day = dayFromNumber(before.span.to);
    const populationBefore = populationOn(aggregate, profiles, dayBefore);
    const hasData = aggregate.firstDay > 0 && aggregate.firstDay <= before.span.to;
    return [
      {
        window,
        now,
        before,
        scores: scoreWindow(aggregate, now, pairs, population.user),
        previous: hasData ? scoreWindow(aggregate, before, pairs, populationBefore.user) : null,
        population,
        populationBefore,
      },
    ];
  });
}

/** Whether a subject was there by the end of the window before, so that it can have changed. */
export function wasSeenBefore(
  { subjectDays }: Aggregate,
  { before }: ScoredWindow,
  kind: SubjectKind,
  index: number,
): boolean {
  const first = subjectDays[kind].first[index] ?? 0;
  return first > 0 && first <= before.span.to;
}

export function windowBenchmarks(scored: ScoredWindow): WindowBenchmarks {
  return {
    ...scored.scores.benchmarks,
    window: scored.window,
    scoringUsers: scored.scores.scoringUsers,
    previous: scored.previous?.benchmarks ?? null,
  };
}

function membershipDiff(
  aggregate: Aggregate,
  scored: ScoredWindow,
  pairs: readonly number[],
  account: number,
): MembershipDiff {
  const { now, before, population, populationBefore } = scored;
  const members = pairs.map((pair) => {
    const user = userOfPair(aggregate.members, pair);
    return {
      was: before.known[pair] === 1 && populationBefore.user(user),
      hash: idAt(aggregate.ids.user, user),
      is: now.known[pair] === 1 && population.user(user),
      before: before.pairRaw[pair] ?? 0,
      now: now.pairRaw[pair] ?? 0,
    };
  });
  return {
    stayed: members.filter(({ was, is }) => was && is),
    left: members.flatMap(({ hash, was, is, before }) => (was && !is ? { hash, raw: before } : [])),
    joined: members.flatMap(({ hash, was, is, now }) => (is && !was ? { hash, raw: now } : [])),
    accountOnly: {
      before: before.accountOnlyRaw[account] ?? 0,
      now: now.accountOnlyRaw[account] ?? 0,
    },
  };
}

/** Returns why an account's headline score changed; null when it was not there a window earlier. */
export function accountScoreChange(
  aggregate: Aggregate,
  scored: ScoredWindow,
  pairs: readonly number[],
  account: number,
): (ChangeParts & { readonly moved: readonly MemberContribution[] }) | null {
  if (!scored.previous || !wasSeenBefore(aggregate, scored, 'account', account)) return null;
  return accountChangeParts(
    membershipDiff(aggregate, scored, pairs, account),
    aggregate.plan.model.account.headline,
    { now: scored.scores.benchmarks, before: scored.previous.benchmarks },
  );
}
